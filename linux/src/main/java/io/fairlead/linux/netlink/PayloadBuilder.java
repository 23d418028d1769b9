package io.fairlead.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Writes a request's payload: the family's fixed header by {@link #u8}, {@link #u16}… and then attributes, each padded to 4
 * octets. Numbers are in the machine's byte order unless the name says {@code Be}.
 *
 * <pre>
 *  0        2        4
 * +--------+--------+-------------------+
 * | length | type   | value, padded to 4|     length: header and value, without padding
 * +--------+--------+-------------------+
 * </pre>
 */
public final class PayloadBuilder {
    private static final int MOST_IN_ATTRIBUTE = 0xffff - 4;

    private ByteBuffer out = ByteBuffer.allocate(128).order(ByteOrder.nativeOrder());

    public PayloadBuilder u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    public PayloadBuilder u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    public PayloadBuilder u32(int value) {
        room(4).putInt(value);
        return this;
    }

    /** {@code count} zero octets. */
    public PayloadBuilder zeros(int count) {
        room(count).put(new byte[count]);
        return this;
    }

    public PayloadBuilder attribute(int type, byte[] value) {
        if (value.length > MOST_IN_ATTRIBUTE) {
            throw new IllegalArgumentException("an attribute holds no " + value.length + " octets");
        }
        u16(4 + value.length).u16(type);
        room(value.length).put(value);
        return pad();
    }

    /** A flag: an attribute without a value. */
    public PayloadBuilder attribute(int type) {
        return attribute(type, new byte[0]);
    }

    public PayloadBuilder attributeU8(int type, int value) {
        return attribute(type, new byte[] {(byte) value});
    }

    public PayloadBuilder attributeU16(int type, int value) {
        return u16(4 + 2).u16(type).u16(value).pad();
    }

    public PayloadBuilder attributeU32(int type, int value) {
        return u16(4 + 4).u16(type).u32(value);
    }

    /** In network order, as ports are. */
    public PayloadBuilder attributeU16Be(int type, int value) {
        return attribute(type, new byte[] {(byte) (value >> 8), (byte) value});
    }

    /** In network order. */
    public PayloadBuilder attributeU32Be(int type, int value) {
        return attribute(type, ByteBuffer.allocate(4).putInt(value).array());
    }

    /** With the closing zero that the kernel wants. */
    public PayloadBuilder attributeString(int type, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        return attribute(type, Arrays.copyOf(text, text.length + 1));
    }

    /** An attribute that holds those that {@code inner} writes into this builder; NLA_F_NESTED is set. */
    public PayloadBuilder nested(int type, Consumer<PayloadBuilder> inner) {
        int start = out.position();
        u16(0).u16(type | NetlinkConstants.NLA_F_NESTED);
        inner.accept(this);
        int length = out.position() - start;
        if (length > MOST_IN_ATTRIBUTE + 4) {
            throw new IllegalArgumentException("an attribute holds no " + (length - 4) + " octets");
        }
        out.putShort(start, (short) length);
        return this;
    }

    /** A copy of what was written. */
    public byte[] build() {
        return Arrays.copyOf(out.array(), out.position());
    }

    private PayloadBuilder pad() {
        return zeros(-out.position() & 3);
    }

    private ByteBuffer room(int octets) {
        if (out.remaining() < octets) {
            int capacity = Math.max(out.capacity() * 2, out.position() + octets);
            out = ByteBuffer.wrap(Arrays.copyOf(out.array(), capacity))
                    .order(ByteOrder.nativeOrder())
                    .position(out.position());
        }
        return out;
    }
}
