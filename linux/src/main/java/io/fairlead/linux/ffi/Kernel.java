package io.fairlead.linux.ffi;

import com.kenai.jffi.LastError;
import com.kenai.jffi.MemoryIO;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Calls into the kernel with errors as exceptions. Any thread. */
final class Kernel {
    private static final LastError LAST_ERROR = LastError.getInstance();

    private Kernel() {}

    /**
     * The result of {@code call}, tried again on EINTR.
     *
     * @throws KernelException if it is −1; {@code operation} says what was tried
     */
    static long call(Supplier<String> operation, LongSupplier call) {
        long result = attempt(call);
        if (result < 0) {
            throw new KernelException(operation.get(), new Errno((int) -result));
        }
        return result;
    }

    /** As {@link #call(Supplier, LongSupplier)} with fixed words. */
    static long call(String operation, LongSupplier call) {
        return call(() -> operation, call);
    }

    /**
     * The result of {@code call}, tried again on EINTR, or the negative error number where it is −1. The buffers whose
     * addresses it passes live until it is over, because {@code call} holds them.
     */
    static long attempt(LongSupplier call) {
        try {
            while (true) {
                long result = call.getAsLong();
                if (result != -1) {
                    return result;
                }
                int errno = LAST_ERROR.get();
                if (errno != Errno.EINTR.number()) {
                    return -errno;
                }
            }
        } finally {
            Reference.reachabilityFence(call);
        }
    }

    /** The error of this thread's last call. */
    static Errno lastError() {
        return new Errno(LAST_ERROR.get());
    }

    static long addressOf(ByteBuffer direct) {
        return MemoryIO.getInstance().getDirectBufferAddress(direct);
    }
}
