package io.fairlead.linux.ffi;

import java.util.function.LongSupplier;
import java.util.function.Supplier;
import jnr.ffi.LibraryLoader;
import jnr.ffi.LibraryOption;
import jnr.ffi.Memory;
import jnr.ffi.Pointer;
import jnr.ffi.Runtime;

/** Calls into the kernel with errors as exceptions. Any thread. */
public final class Kernel {
    /** The C library; call it inside {@link #call}. */
    public static final Libc LIBC = LibraryLoader.create(Libc.class)
            .option(LibraryOption.SaveError, true)
            .load("c");

    private static final Runtime RUNTIME = Runtime.getRuntime(LIBC);

    private Kernel() {}

    /**
     * The result of {@code call}, tried again on EINTR.
     *
     * @throws KernelException if it is −1; {@code operation} says what was tried
     */
    public static long call(Supplier<String> operation, LongSupplier call) {
        while (true) {
            long result = call.getAsLong();
            if (result != -1) {
                return result;
            }
            Errno errno = new Errno(RUNTIME.getLastError());
            if (!errno.equals(Errno.EINTR)) {
                throw new KernelException(operation.get(), errno);
            }
        }
    }

    /** As {@link #call(Supplier, LongSupplier)} with fixed words. */
    public static long call(String operation, LongSupplier call) {
        return call(() -> operation, call);
    }

    /** Zeroed native memory, freed when it is garbage. */
    public static Pointer allocate(int octets) {
        return Memory.allocateDirect(RUNTIME, octets, true);
    }
}
