package io.fairlead.linux.ffi;

import java.util.OptionalInt;

/**
 * Signals of this process as a descriptor for a poll loop (signalfd(2)). It gets those that are blocked in every thread: whoever
 * starts the JVM must have blocked them. One thread.
 */
public final class SignalFd implements AutoCloseable {
    private static final LibcFunction SIGNALFD = new LibcFunction("signalfd");
    private static final LibcFunction PTHREAD_SIGMASK = new LibcFunction("pthread_sigmask");

    /** sigset_t of the C library, of which the kernel reads the first 64 bits. */
    private static final int SET_OCTETS = 128;

    /** struct signalfd_siginfo, which begins with the signal's number. */
    private static final int INFO_OCTETS = 128;

    private final NativeBuffer info = NativeBuffer.allocate(INFO_OCTETS);
    private final Fd fd;

    /** Of the signals whose bits are set: bit n − 1 is signal n. */
    public SignalFd(long signals) {
        NativeBuffer set = NativeBuffer.allocate(SET_OCTETS);
        set.bytes().putLong(0, signals);
        long number = Kernel.call("signalfd", () -> SIGNALFD.call(-1, set.address(), Fd.O_NONBLOCK | Fd.O_CLOEXEC));
        this.fd = Fd.owning((int) number, "signals");
    }

    /** The signals that are blocked in the calling thread, as bits. */
    public static long blocked() {
        NativeBuffer set = NativeBuffer.allocate(SET_OCTETS);
        PTHREAD_SIGMASK.call(0, 0, set.address());
        return set.bytes().getLong(0);
    }

    /** Every bit of a sigset_t. */
    static NativeBuffer allSignals() {
        NativeBuffer set = NativeBuffer.allocate(SET_OCTETS);
        for (int i = 0; i < SET_OCTETS; i += Long.BYTES) {
            set.bytes().putLong(i, -1);
        }
        return set;
    }

    public int number() {
        return fd.number();
    }

    /** The number of a signal that has arrived; empty if none waits. */
    public OptionalInt next() {
        return fd.read(info).isPresent() ? OptionalInt.of(info.bytes().getInt(0)) : OptionalInt.empty();
    }

    @Override
    public void close() {
        fd.close();
    }
}
