package io.fairlead.linux.cgroup;

import io.fairlead.linux.ffi.Fd;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.Syscalls;
import io.fairlead.linux.namespace.NamespaceIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Where a process's control groups are in this mount namespace.
 *
 * <p>/proc/pid/cgroup and the roots in mountinfo are told relative to the <em>reader's</em> cgroup namespace, with
 * {@code ..} for what is above it, so that names are lost. Both are therefore read by a thread that has entered the cgroup
 * namespace of process 1, where paths are whole; without the right to do that, they are read from here.
 */
final class CgroupFolders {
    private static final Path OF_FIRST = Path.of("/proc/1/ns/cgroup");

    private final List<String> mounts;
    private final List<String> groups;

    CgroupFolders(List<String> mounts, List<String> groups) {
        this.mounts = List.copyOf(mounts);
        this.groups = List.copyOf(groups);
    }

    static CgroupFolders of(long pid) {
        FutureTask<CgroupFolders> task = new FutureTask<>(() -> {
            enterNamespaceOfFirst();
            return new CgroupFolders(
                    Files.readAllLines(Path.of("/proc/thread-self/mountinfo")),
                    Files.readAllLines(Path.of("/proc/" + pid + "/cgroup")));
        });
        // A thread of its own, that ends in there.
        Thread.ofPlatform().name("control groups of " + pid).daemon().start(task);
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the control groups of " + pid, e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io
                    ? new UncheckedIOException(io)
                    : new IllegalStateException("cannot read the control groups of " + pid, e.getCause());
        }
    }

    private static void enterNamespaceOfFirst() {
        try {
            if (NamespaceIdentity.of(OF_FIRST).equals(NamespaceIdentity.of(Path.of("/proc/thread-self/ns/cgroup")))) {
                return;
            }
            try (Fd namespace = Fd.open(OF_FIRST.toString(), Fd.O_RDONLY)) {
                Syscalls.setns(namespace, Syscalls.CLONE_NEWCGROUP);
            }
        } catch (UncheckedIOException | KernelException e) {
            // No cgroup namespaces in this kernel, or process 1 is closed to us: then what is seen from here must do.
        }
    }

    /** The process's group in the hierarchy of a controller of version 1. */
    Optional<Path> ofController(String controller) {
        return groups.stream()
                .map(line -> line.split(":", 3))
                .filter(fields -> fields.length == 3
                        && Arrays.asList(fields[1].split(",", -1)).contains(controller))
                .findFirst()
                .flatMap(fields -> folder("cgroup", controller, fields[2]));
    }

    /** The process's group in the hierarchy of version 2. */
    Optional<Path> unified() {
        return groups.stream()
                .filter(line -> line.startsWith("0::"))
                .findFirst()
                .flatMap(line -> folder("cgroup2", "", line.substring(3)));
    }

    /** In the first mount of that kind that shows the path: {@code id parent dev root point options … - type source super}. */
    private Optional<Path> folder(String type, String option, String path) {
        for (String line : mounts) {
            int dash = line.indexOf(" - ");
            String[] mount = dash < 0 ? new String[0] : line.substring(0, dash).split(" ", 6);
            String[] kind = dash < 0 ? new String[0] : line.substring(dash + 3).split(" ", 3);
            boolean fits = mount.length == 6
                    && kind.length == 3
                    && kind[0].equals(type)
                    && (option.isEmpty()
                            || Arrays.asList(kind[2].split(",", -1)).contains(option));
            if (fits && Path.of(path).startsWith(mount[3])) {
                Path relative = Path.of(mount[3]).relativize(Path.of(path));
                return Optional.of(Path.of(mount[4]).resolve(relative).normalize());
            }
        }
        return Optional.empty();
    }
}
