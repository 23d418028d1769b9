package io.fairlead.linux.ffi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Native memory of a fixed size, in the machine's byte order, freed when it is garbage. Not for several threads at once.
 *
 * <p>The kernel sees only its {@link #address}, which keeps nothing alive: whoever passes an address holds the buffer
 * until the call is over.
 */
public final class NativeBuffer {
    private final ByteBuffer bytes;
    private final long address;

    private NativeBuffer(ByteBuffer bytes) {
        this.bytes = bytes;
        this.address = Kernel.addressOf(bytes);
    }

    /** Zeroed memory of {@code octets} octets. */
    public static NativeBuffer allocate(int octets) {
        return new NativeBuffer(ByteBuffer.allocateDirect(octets).order(ByteOrder.nativeOrder()));
    }

    /** A copy of {@code octets}. */
    public static NativeBuffer of(byte[] octets) {
        NativeBuffer buffer = allocate(octets.length);
        buffer.bytes.put(0, octets);
        return buffer;
    }

    /** {@code text} in UTF-8 with the C library's closing zero. */
    public static NativeBuffer ofString(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        NativeBuffer buffer = allocate(encoded.length + 1);
        buffer.bytes.put(0, encoded);
        return buffer;
    }

    /** The memory itself, the same object each time; its position and limit mean nothing to this class. */
    public ByteBuffer bytes() {
        return bytes;
    }

    public long address() {
        return address;
    }

    public int capacity() {
        return bytes.capacity();
    }
}
