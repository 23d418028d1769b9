package io.fairlead.lab.bench.failover;

import io.fairlead.lab.debian.DebianTree;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.image.ImportedTree;
import io.fairlead.lab.run.Progress;

/** Debian trixie with the same HAProxy as in Fairlead's image, and keepalived. */
public final class KeepalivedImage {
    static final String NAME = "fairlead-bench/keepalived:latest";

    private KeepalivedImage() {}

    /** Gives it to {@code engine}. */
    public static void provide(Engine engine, Progress progress) {
        DebianTree tree = DebianTree.of("trixie", "haproxy", "keepalived");
        ImportedTree.provide(engine, tree.provide(progress), NAME);
    }

    /** Which keepalived it has. */
    public static String version(Engine engine) {
        String words = engine.docker("run", "--rm", NAME, "sh", "-c", "keepalived --version 2>&1")
                .text();
        return words.lines().findFirst().orElse("").replaceFirst("^Keepalived (v\\S+).*", "keepalived $1");
    }
}
