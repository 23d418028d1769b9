package io.fairlead.linux.ffi;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;

/** An open file descriptor of ours, closed once. {@link #close} may be called from any thread. */
public final class Fd implements AutoCloseable {
    public static final int O_RDONLY = 0;
    public static final int O_WRONLY = 1;
    public static final int O_RDWR = 2;
    public static final int O_NONBLOCK = 0x800;
    public static final int O_CLOEXEC = 0x80000;

    private final int number;
    private final String what;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Fd(int number, String what) {
        this.number = number;
        this.what = what;
    }

    /** Takes over the open descriptor {@code number}; {@code what} is what errors call it. */
    public static Fd owning(int number, String what) {
        return new Fd(number, what);
    }

    /** Opens {@code path} with {@code flags}; O_CLOEXEC is added. */
    public static Fd open(String path, int flags) {
        NativeBuffer name = NativeBuffer.ofString(path);
        long fd = Kernel.call(() -> "open " + path, () -> Libc.open(name.address(), flags | O_CLOEXEC, 0));
        return new Fd((int) fd, path);
    }

    /** The descriptor's number, for {@link PollSet} and the like. */
    public int number() {
        if (closed.get()) {
            throw new IllegalStateException(what + " is closed");
        }
        return number;
    }

    /** How many octets came into {@code buffer}, 0 at the end; empty if the descriptor is non-blocking and has none. */
    public OptionalInt read(NativeBuffer buffer) {
        long result = Kernel.attempt(() -> Libc.read(number(), buffer.address(), buffer.capacity()));
        if (result == -Errno.EAGAIN.number()) {
            return OptionalInt.empty();
        }
        return OptionalInt.of((int) checked("read", result));
    }

    /** How many octets came into {@code buffer} from the file's start, wherever it was read last. */
    public int readFromStart(NativeBuffer buffer) {
        long result =
                Kernel.attempt(() -> SyscallNumber.PREAD64.call(number(), buffer.address(), buffer.capacity(), 0));
        return (int) checked("read", result);
    }

    /** Writes the first {@code length} octets and gives how many were taken. */
    public int write(NativeBuffer buffer, int length) {
        long result = Kernel.attempt(() -> Libc.write(number(), buffer.address(), length));
        return (int) checked("write", result);
    }

    private long checked(String operation, long result) {
        if (result < 0) {
            throw new KernelException(operation + " " + what, new Errno((int) -result));
        }
        return result;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            // Errors are of no use here: Linux has closed it all the same, and the number may be someone else's by now.
            Libc.close(number);
        }
    }

    @Override
    public String toString() {
        return what + " (" + number + ")";
    }
}
