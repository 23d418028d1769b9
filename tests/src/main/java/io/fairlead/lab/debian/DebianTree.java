package io.fairlead.lab.debian;

import io.fairlead.lab.run.Cache;
import io.fairlead.lab.run.Command;
import io.fairlead.lab.run.Folders;
import io.fairlead.lab.run.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * A Debian file system made by debootstrap, kept in the cache under a name that changes with its packages.
 *
 * @param suite for instance trixie
 * @param packages beyond those of debootstrap's minbase
 */
public record DebianTree(String suite, List<String> packages) {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    public DebianTree {
        packages = List.copyOf(new TreeSet<>(packages));
    }

    public static DebianTree of(String suite, String... packages) {
        return new DebianTree(suite, List.of(packages));
    }

    /** The cache's folder for it, complete if it exists. */
    public Path folder() {
        return Cache.folder("debian").resolve(suite + "-" + Integer.toHexString(packages.hashCode()));
    }

    /**
     * Its folder; built first if missing, which needs root, debootstrap and a Debian mirror, and takes about half a minute. Safe
     * against interruption: the folder gets its name when it is complete. To be read only: others use it too.
     */
    public Path provide(Progress progress) {
        try (Cache.Lock _ = Cache.lock(folder().getFileName().toString(), progress)) {
            if (!Files.isDirectory(folder())) {
                build(progress);
            }
        }
        return folder();
    }

    private void build(Progress progress) {
        progress.step("making a Debian " + suite + " tree"
                + (packages.isEmpty() ? "" : " with " + packages.size() + " packages")
                + " (once, about half a minute)");
        Path partial = folder().resolveSibling(folder().getFileName() + ".partial");
        Folders.remove(partial);
        debootstrap(partial, progress).check();
        Folders.remove(partial.resolve("var/cache/apt/archives"));
        try {
            Files.move(partial, folder(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Command debootstrap(Path target, Progress progress) {
        List<String> argv = new ArrayList<>(List.of("debootstrap", "--variant=minbase"));
        if (!packages.isEmpty()) {
            argv.add("--include=" + String.join(",", packages));
        }
        argv.addAll(List.of(suite, target.toString()));
        Mirror.ofThisMachine().ifPresent(argv::add);
        return Command.of(argv).timeout(LONGEST).lines(progress::detail);
    }
}
