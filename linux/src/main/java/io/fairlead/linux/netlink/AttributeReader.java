package io.fairlead.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Walks over attributes. The first error sticks: {@link #next} is false from then on, values read are zero or empty, and
 * {@link #check} throws at the end; so a decoder has one place for errors.
 *
 * <pre>{@code
 * AttributeReader attributes = new AttributeReader(payload);
 * while (attributes.next()) {
 *     switch (attributes.type()) {
 *         case IFA_LABEL -> label = attributes.string();
 *         …
 *     }
 * }
 * attributes.check("address");
 * }</pre>
 */
public final class AttributeReader {
    private static final int HEADER = 4;

    private final ByteBuffer in;
    private int type;
    private int start;
    private int end;
    private String error = "";

    /** Over what remains of {@code attributes}, whose position does not move. */
    public AttributeReader(ByteBuffer attributes) {
        this.in = attributes.slice().order(ByteOrder.nativeOrder());
    }

    /** Goes to the next attribute; false after the last one and after an error. */
    public boolean next() {
        int at = end + (-end & 3);
        // Fewer octets than a header: padding, which some families leave at the end.
        if (!error.isEmpty() || in.capacity() - at < HEADER) {
            return false;
        }
        int length = in.getShort(at) & 0xffff;
        if (length < HEADER || length > in.capacity() - at) {
            return fail("attribute at octet " + at + " has length " + length + " of " + (in.capacity() - at) + " left");
        }
        type = in.getShort(at + 2) & NetlinkConstants.NLA_TYPE_MASK;
        start = at + HEADER;
        end = at + length;
        return true;
    }

    /** The attribute's number, without the flag bits. */
    public int type() {
        return type;
    }

    /** Octets of its value. */
    public int length() {
        return end - start;
    }

    /** 0–255. */
    public int u8() {
        return isOf(1) ? in.get(start) & 0xff : 0;
    }

    /** 0–65,535. */
    public int u16() {
        return isOf(2) ? in.getShort(start) & 0xffff : 0;
    }

    /** 32 bits, to be taken as unsigned where the attribute is. */
    public int u32() {
        return isOf(4) ? in.getInt(start) : 0;
    }

    /** 64 bits, to be taken as unsigned where the attribute is. */
    public long u64() {
        return isOf(8) ? in.getLong(start) : 0;
    }

    /** 0–65,535, sent in network order. */
    public int u16Be() {
        return isOf(2) ? ((in.get(start) & 0xff) << 8) | (in.get(start + 1) & 0xff) : 0;
    }

    /** 32 bits, sent in network order. */
    public int u32Be() {
        return isOf(4) ? in.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(start) : 0;
    }

    /** Text up to its closing zero or to the end. */
    public String string() {
        byte[] octets = octets();
        int length = 0;
        while (length < octets.length && octets[length] != 0) {
            length++;
        }
        return new String(octets, 0, length, StandardCharsets.UTF_8);
    }

    /** A copy of the value. */
    public byte[] octets() {
        byte[] octets = new byte[end - start];
        in.get(start, octets);
        return octets;
    }

    /** A view of the value in the machine's byte order, for structures. */
    public ByteBuffer structure() {
        return in.slice(start, end - start).order(ByteOrder.nativeOrder());
    }

    /** Gives {@code inner} the attributes inside this one; an error in there is one here. */
    public void nested(Consumer<AttributeReader> inner) {
        AttributeReader reader = new AttributeReader(structure());
        inner.accept(reader);
        if (!reader.error.isEmpty()) {
            fail("in attribute " + type + ": " + reader.error);
        }
    }

    /** Marks the current attribute as wrong, as a decoder does that finds a value it cannot mean. */
    public void reject(String reason) {
        fail("attribute " + type + ": " + reason);
    }

    /** Throws {@link MalformedNetlinkException} if there was an error; {@code what} says of what. */
    public void check(String what) {
        if (!error.isEmpty()) {
            throw new MalformedNetlinkException(what + ": " + error);
        }
    }

    private boolean isOf(int octets) {
        return end - start == octets || fail("attribute " + type + " has " + (end - start) + " octets, not " + octets);
    }

    private boolean fail(String reason) {
        if (error.isEmpty()) {
            error = reason;
        }
        return false;
    }
}
