package io.fairlead.lab.image;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.run.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A Debian tree as an image. */
public final class ImportedTree {
    /** As the official slim image: what no container needs. */
    private static final List<String> LEFT_OUT = List.of(
            "./usr/share/doc/*",
            "./usr/share/info/*",
            "./usr/share/locale/*",
            "./usr/share/man/*",
            "./var/cache/apt/*",
            "./var/lib/apt/lists/*",
            "./var/log/*");

    private ImportedTree() {}

    /** Gives {@code engine} the files of {@code tree} as the image {@code name}. */
    public static void provide(Engine engine, Path tree, String name) {
        Path archive = tree.resolveSibling(
                tree.getFileName() + "-" + ProcessHandle.current().pid() + ".tar");
        try {
            List<String> tar = new ArrayList<>(List.of("tar", "--create", "--file=" + archive, "--directory=" + tree));
            LEFT_OUT.forEach(pattern -> tar.add("--exclude=" + pattern));
            tar.add(".");
            Command.of(tar).check();
            engine.docker("import", "--change", "CMD [\"bash\"]", archive.toString(), name)
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
