package io.fairlead.linux.ffi;

/** A descriptor that becomes readable when another thread says so (eventfd(2)). */
public final class EventFd implements AutoCloseable {
    private static final int EFD_NONBLOCK_CLOEXEC = Fd.O_NONBLOCK | Fd.O_CLOEXEC;

    private final Fd fd =
            Fd.owning((int) Kernel.call("eventfd", () -> Libc.eventfd(0, EFD_NONBLOCK_CLOEXEC)), "eventfd");
    private final NativeBuffer one = NativeBuffer.allocate(Long.BYTES);
    private final NativeBuffer count = NativeBuffer.allocate(Long.BYTES);

    public EventFd() {
        one.bytes().putLong(0, 1);
    }

    public int number() {
        return fd.number();
    }

    /** Makes it readable. Any thread. */
    public void signal() {
        fd.write(one, Long.BYTES);
    }

    /** Makes it unreadable until the next {@link #signal}. The owner's thread. */
    public void drain() {
        fd.read(count);
    }

    @Override
    public void close() {
        fd.close();
    }
}
