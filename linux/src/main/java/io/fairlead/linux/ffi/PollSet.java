package io.fairlead.linux.ffi;

import java.nio.ByteBuffer;

/** An array of struct pollfd for ppoll(2), used again for each wait. One thread. */
public final class PollSet {
    public static final int POLLIN = 0x1;
    public static final int POLLPRI = 0x2;
    public static final int POLLOUT = 0x4;
    public static final int POLLERR = 0x8;
    public static final int POLLHUP = 0x10;
    public static final int POLLNVAL = 0x20;

    private static final int OCTETS = 8;
    private static final long NANOS = 1_000_000_000;

    private final NativeBuffer entries;
    private final NativeBuffer timeout = NativeBuffer.allocate(16);

    /** For up to {@code size} descriptors. */
    public PollSet(int size) {
        this.entries = NativeBuffer.allocate(size * OCTETS);
    }

    /** Watches {@code fd} for {@code events} at {@code index}; −1 for none. */
    public void watch(int index, int fd, int events) {
        entries.bytes().putInt(index * OCTETS, fd).putShort(index * OCTETS + 4, (short) events);
    }

    /** What {@link #await} found at {@code index}. */
    public int returned(int index) {
        return entries.bytes().getShort(index * OCTETS + 6) & 0xffff;
    }

    /**
     * Waits for any of the first {@code count} entries.
     *
     * @param timeoutNanos from now; negative: without end; 0: only looks
     * @return how many are ready; 0 also when a signal came first, so callers compare their deadline again
     */
    public int await(int count, long timeoutNanos) {
        ByteBuffer spec = timeout.bytes();
        spec.putLong(0, timeoutNanos / NANOS).putLong(8, timeoutNanos % NANOS);
        long wait = timeoutNanos < 0 ? 0 : timeout.address();
        int ready = Libc.ppoll(entries.address(), count, wait, 0);
        if (ready >= 0) {
            return ready;
        }
        for (int i = 0; i < count; i++) {
            entries.bytes().putShort(i * OCTETS + 6, (short) 0);
        }
        Errno errno = Kernel.lastError();
        if (!errno.equals(Errno.EINTR)) {
            throw new KernelException("ppoll", errno);
        }
        return 0;
    }
}
