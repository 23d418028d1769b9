package io.fairlead.lab.image;

import io.fairlead.lab.debian.DebianTree;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.run.Command;
import io.fairlead.lab.run.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The base of the images: pulled where there is a registry, else made by debootstrap under the same name. */
final class BaseImage {
    static final String NAME = "debian:trixie-slim";

    private static final String SUITE = "trixie";
    private static final Duration PULL = Duration.ofMinutes(3);
    /** As the official slim image: what no container needs. */
    private static final List<String> LEFT_OUT = List.of(
            "./usr/share/doc/*",
            "./usr/share/info/*",
            "./usr/share/locale/*",
            "./usr/share/man/*",
            "./var/cache/apt/*",
            "./var/lib/apt/lists/*",
            "./var/log/*");

    private BaseImage() {}

    static void provide(Engine engine, Progress progress) {
        if (engine.docker("image", "inspect", NAME).succeeds()) {
            return;
        }
        progress.step("fetching " + NAME);
        if (!engine.docker("pull", NAME).timeout(PULL).lines(progress::detail).succeeds()) {
            progress.detail("no registry: making it from Debian's packages");
            importTree(engine, DebianTree.of(SUITE).provide(progress));
        }
    }

    private static void importTree(Engine engine, Path tree) {
        Path archive = tree.resolveSibling(
                tree.getFileName() + "-" + ProcessHandle.current().pid() + ".tar");
        try {
            List<String> tar = new ArrayList<>(List.of("tar", "--create", "--file=" + archive, "--directory=" + tree));
            LEFT_OUT.forEach(pattern -> tar.add("--exclude=" + pattern));
            tar.add(".");
            Command.of(tar).check();
            engine.docker("import", "--change", "CMD [\"bash\"]", archive.toString(), NAME)
                    .check();
        } finally {
            delete(archive);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
