package io.fairlead.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * A message from the kernel.
 *
 * <pre>
 *  0        4      6       8          12       16
 * +--------+------+-------+----------+--------+---------------------+
 * | length | type | flags | sequence | portId | payload, padded to 4|     machine's byte order
 * +--------+------+-------+----------+--------+---------------------+
 * </pre>
 *
 * @param sequence of the request that it answers, 0 for a notification
 * @param payload in the machine's byte order, from its position to its limit; the message's own copy
 */
public record NetlinkMessage(int type, int flags, int sequence, int portId, ByteBuffer payload) {
    static final int HEADER = 16;

    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** The payload with its position after {@code header} octets, or rejected if it is shorter than that. */
    public ByteBuffer payloadAfter(int header) {
        if (payload.remaining() < header) {
            throw new MalformedNetlinkException(
                    "message of type " + type + " has " + payload.remaining() + " octets, not even " + header);
        }
        return payload.duplicate().order(ByteOrder.nativeOrder()).position(payload.position() + header);
    }

    /**
     * All messages of one datagram, from position to limit.
     *
     * @throws MalformedNetlinkException if a length does not fit
     */
    public static List<NetlinkMessage> decode(ByteBuffer datagram) {
        ByteBuffer in = ByteBuffer.allocate(datagram.remaining())
                .order(ByteOrder.nativeOrder())
                .put(datagram.duplicate())
                .flip();
        List<NetlinkMessage> messages = new ArrayList<>();
        int at = 0;
        while (in.capacity() - at >= HEADER) {
            int length = in.getInt(at);
            if (length < HEADER || length > in.capacity() - at) {
                throw new MalformedNetlinkException("message at octet " + at + " has length "
                        + Integer.toUnsignedString(length) + " of " + (in.capacity() - at) + " left");
            }
            messages.add(new NetlinkMessage(
                    in.getShort(at + 4) & 0xffff,
                    in.getShort(at + 6) & 0xffff,
                    in.getInt(at + 8),
                    in.getInt(at + 12),
                    in.slice(at + HEADER, length - HEADER).order(ByteOrder.nativeOrder())));
            at += length + (-length & 3);
        }
        return messages;
    }

    /** Appends a request; {@code out} has room for its size. */
    static void encode(ByteBuffer out, NetlinkRequest request, int flags, int sequence) {
        out.putInt(HEADER + request.payload().length);
        out.putShort((short) request.type()).putShort((short) (request.flags() | flags));
        out.putInt(sequence).putInt(0).put(request.payload());
        out.put(new byte[-request.payload().length & 3]);
    }
}
