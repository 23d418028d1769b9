package io.fairlead.tests.engine;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.run.Command;

/** An image with nothing in it but a program that sleeps, made of this machine's own: there is no registry to ask. */
final class SleepImage {
    static final String NAME = "fairlead-test/sleep";

    private static final String IMPORT = """
            tar --create --dereference --absolute-names /bin/sleep $(ldd /bin/sleep | grep -o '/[^ ]*') \
            | docker --host "$1" import - "$2"\
            """;

    private SleepImage() {}

    static void importInto(Engine engine) {
        Command.of("sh", "-c", IMPORT, "sh", engine.host(), NAME).check();
    }
}
