package io.fairlead.linux.ffi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * What goes along with a message (struct cmsghdr, LP64).
 *
 * <pre>
 *  0        8       12      16
 * +--------+-------+-------+------------- - -
 * | length | level | type  | data, padded to 8
 * +--------+-------+-------+------------- - -
 * </pre>
 *
 * @param data in the machine's byte order; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // made for one message and read once
public record ControlMessage(int level, int type, byte[] data) {
    private static final int HEADER = 16;

    /** With one int as its data, for instance {@link SocketConstants#IPV6_HOPLIMIT}. */
    public static ControlMessage ofInt(int level, int type, int value) {
        return new ControlMessage(
                level,
                type,
                ByteBuffer.allocate(4)
                        .order(ByteOrder.nativeOrder())
                        .putInt(value)
                        .array());
    }

    /** The data as an int, or as an octet where it has only one. */
    public int intValue() {
        return data.length >= Integer.BYTES
                ? ByteBuffer.wrap(data).order(ByteOrder.nativeOrder()).getInt(0)
                : data.length > 0 ? data[0] & 0xff : 0;
    }

    /** Octets that it takes, padding included. */
    int space() {
        return HEADER + align(data.length);
    }

    void encode(ByteBuffer out) {
        int start = out.position();
        out.putLong(HEADER + data.length).putInt(level).putInt(type).put(data);
        out.position(start + space());
    }

    /** All in the first {@code length} octets of {@code in}; what is cut off is left out. */
    static List<ControlMessage> decode(ByteBuffer in, int length) {
        List<ControlMessage> messages = new ArrayList<>(2);
        int at = 0;
        while (length - at >= HEADER) {
            long size = in.getLong(at);
            if (size < HEADER || size > length - at) {
                break;
            }
            byte[] data = new byte[(int) size - HEADER];
            in.get(at + HEADER, data);
            messages.add(new ControlMessage(in.getInt(at + 8), in.getInt(at + 12), data));
            at += align((int) size);
        }
        return messages;
    }

    private static int align(int octets) {
        return octets + 7 & ~7;
    }
}
