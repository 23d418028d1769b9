package io.fairlead.linux.ffi;

import com.kenai.jffi.CallContext;
import com.kenai.jffi.CallingConvention;
import com.kenai.jffi.Invoker;
import com.kenai.jffi.Library;
import com.kenai.jffi.Type;
import java.util.Arrays;

/**
 * A function of the C library whose parameters and result are machine words: integers and addresses on the 64-bit
 * architectures that we run on.
 *
 * <p>It is called by jffi, the layer below jnr-ffi's interfaces, in one JNI call. jnr-ffi makes classes for its interfaces anew
 * at each start, which no AOT cache keeps: that doubled the processor time until the first system call. And it passes a
 * sixth integer argument wrongly on x86-64.
 */
final class LibcFunction {
    private static final int MOST_PARAMETERS = 6;
    private static final Invoker INVOKER = Invoker.getInstance();
    private static final Library LIBRARY = Library.getCachedInstance("libc.so.6", Library.LAZY);
    private static final CallContext[] CONTEXTS = new CallContext[MOST_PARAMETERS + 1];

    static {
        for (int parameters = 0; parameters <= MOST_PARAMETERS; parameters++) {
            Type[] words = new Type[parameters];
            Arrays.fill(words, Type.SINT64);
            CONTEXTS[parameters] = CallContext.getCallContext(Type.SINT64, words, CallingConvention.DEFAULT, true);
        }
    }

    private final long address;

    LibcFunction(String name) {
        this.address = LIBRARY.getSymbolAddress(name);
        if (address == 0) {
            throw new UnsatisfiedLinkError("the C library has no " + name);
        }
    }

    long call(long a) {
        return INVOKER.invokeN1(CONTEXTS[1], address, a);
    }

    long call(long a, long b) {
        return INVOKER.invokeN2(CONTEXTS[2], address, a, b);
    }

    long call(long a, long b, long c) {
        return INVOKER.invokeN3(CONTEXTS[3], address, a, b, c);
    }

    long call(long a, long b, long c, long d) {
        return INVOKER.invokeN4(CONTEXTS[4], address, a, b, c, d);
    }

    long call(long a, long b, long c, long d, long e) {
        return INVOKER.invokeN5(CONTEXTS[5], address, a, b, c, d, e);
    }

    long call(long a, long b, long c, long d, long e, long f) {
        return INVOKER.invokeN6(CONTEXTS[6], address, a, b, c, d, e, f);
    }
}
