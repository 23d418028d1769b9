package io.fairlead.linux.ffi;

/** Says that something has appeared in a folder (inotify(7)): {@link #fd} is readable then. One thread. */
public final class FolderWatch implements AutoCloseable {
    private static final int IN_MOVED_TO = 0x80;
    private static final int IN_CREATE = 0x100;
    private static final int IN_ONLYDIR = 0x1000000;

    /** Room for a few events: struct inotify_event with a name of up to 255 octets. */
    private final NativeBuffer events = NativeBuffer.allocate(4096);

    private final Fd fd;

    /**
     * Watches {@code folder}.
     *
     * @throws KernelException ENOENT, ENOTDIR: there is no such folder; EMFILE: this user has no instances left
     */
    public FolderWatch(String folder) {
        this.fd = Fd.owning(
                (int) Kernel.call("inotify_init1", () -> Libc.inotify_init1(Fd.O_NONBLOCK | Fd.O_CLOEXEC)),
                "watch of " + folder);
        NativeBuffer path = NativeBuffer.ofString(folder);
        try {
            Kernel.call(
                    () -> "inotify_add_watch " + folder,
                    () -> Libc.inotify_add_watch(fd.number(), path.address(), IN_CREATE | IN_MOVED_TO | IN_ONLYDIR));
        } catch (KernelException e) {
            fd.close();
            throw e;
        }
    }

    public int fd() {
        return fd.number();
    }

    /** Makes it unreadable until something else appears. */
    public void drain() {
        while (fd.read(events).isPresent()) {
            // What it was does not matter: its owner looks for itself.
        }
    }

    @Override
    public void close() {
        fd.close();
    }
}
