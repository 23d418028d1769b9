package io.fairlead.lab.engine;

import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Named network namespaces of the lab. */
public final class Namespaces {
    private static final Path FOLDER = Path.of("/var/run/netns");

    private Namespaces() {}

    /** A new namespace with loopback up; {@code cleanup} removes it. */
    public static void make(String name, Cleanup cleanup) {
        cleanup.add("network namespace " + name, () -> remove(name));
        remove(name);
        Command.of("ip", "netns", "add", name).check();
        in(name, "ip", "link", "set", "lo", "up").check();
    }

    /** Removes it if it is there; processes still in it keep it alive without a name. */
    public static void remove(String name) {
        if (Files.exists(FOLDER.resolve(name))) {
            Command.of("ip", "netns", "delete", name).check();
        }
    }

    /** A program in {@code namespace}, with the machine's own file systems (unlike ip netns exec, which remounts /sys). */
    public static Command in(String namespace, String... argv) {
        return Command.of(argv).under(enter(namespace));
    }

    static List<String> enter(String namespace) {
        return List.of("nsenter", "--net=" + FOLDER.resolve(namespace));
    }
}
