package io.fairlead.linux.cgroup;

import io.fairlead.linux.ffi.Fd;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.NativeBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whether the control group of a process is frozen, also by a group above it. One file, held open; a look costs one read.
 *
 * <p>Version 1 ({@code freezer.state}) tells no changes: look now and then. Version 2 ({@code cgroup.events}) does:
 * {@link #fd} is for {@link io.fairlead.linux.poll.Poller#addUrgent}.
 */
public final class Freezer implements AutoCloseable {
    private static final int LONGEST = 4096;

    private final Fd file;
    private final Path processes;
    private final boolean tells;
    private final NativeBuffer buffer = NativeBuffer.allocate(LONGEST);

    private Freezer(Fd file, Path processes, boolean tells) {
        this.file = file;
        this.processes = processes;
        this.tells = tells;
    }

    /**
     * Of the group that a process is in now.
     *
     * @throws IOException in words, if it is gone or its groups are not mounted here
     */
    public static Freezer ofProcess(long pid) throws IOException {
        CgroupFolders folders = CgroupFolders.of(pid);
        Optional<Path> first = folders.ofController("freezer").map(folder -> folder.resolve("freezer.state"));
        if (first.isPresent() && Files.exists(first.get())) {
            return open(first.get(), false);
        }
        Optional<Path> second = folders.unified().map(folder -> folder.resolve("cgroup.events"));
        if (second.isPresent() && Files.exists(second.get())) {
            return open(second.get(), true);
        }
        throw new IOException("no freezer of process " + pid + " under /sys/fs/cgroup: is it mounted here?");
    }

    /** Of {@code freezer.state} (version 1) or {@code cgroup.events} (version 2) itself. */
    static Freezer open(Path file, boolean tells) throws IOException {
        try {
            return new Freezer(Fd.open(file.toString(), Fd.O_RDONLY), file.resolveSibling("cgroup.procs"), tells);
        } catch (KernelException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Whether the kernel tells changes; else look now and then. */
    public boolean tells() {
        return tells;
    }

    /** The descriptor's number; see {@link #tells}. */
    public int fd() {
        return file.number();
    }

    /** Whether nothing in it executes now; false also when the group is gone. */
    public boolean isFrozen() {
        int length;
        try {
            length = file.readFromStart(buffer);
        } catch (KernelException e) {
            // ENODEV: the group was removed, with everything that was in it.
            return false;
        }
        String text = StandardCharsets.US_ASCII
                .decode(buffer.bytes().slice(0, length))
                .toString();
        return tells ? text.lines().anyMatch("frozen 1"::equals) : text.strip().equals("FROZEN");
    }

    /** Those in the group now, by their numbers in our own pid namespace; none when the group is gone. */
    public List<Long> processes() {
        try {
            return Files.readAllLines(processes).stream().map(Long::valueOf).toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public void close() {
        file.close();
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
