package io.fairlead.core.check;

import io.fairlead.core.net.AddressFamily;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An echo of ICMP (RFC 792, RFC 4443), without its IP header.
 *
 * <pre>
 *   type 1 | code 1 | checksum 2 | id 2 | sequence 2 | data
 * </pre>
 *
 * @param sequence 0–65535, with {@code id} what tells an answer's question
 */
public record EchoPacket(int id, int sequence) {
    private static final int HEADER = 8;
    private static final int REQUEST = 8;
    private static final int REPLY = 0;
    private static final int REQUEST_V6 = 128;
    private static final int REPLY_V6 = 129;
    private static final byte[] DATA = "fairlead".getBytes(StandardCharsets.US_ASCII);

    /** The request. For IPv6 the kernel fills the checksum in. */
    public byte[] request(AddressFamily family) {
        boolean old = family == AddressFamily.IPV4;
        ByteBuffer packet = ByteBuffer.allocate(HEADER + DATA.length)
                .put((byte) (old ? REQUEST : REQUEST_V6))
                .put((byte) 0)
                .putShort((short) 0)
                .putShort((short) id)
                .putShort((short) sequence)
                .put(DATA);
        return old ? packet.putShort(2, (short) checksum(packet)).array() : packet.array();
    }

    /** The reply that {@code packet} is, from position to limit; empty if it is none. */
    public static Optional<EchoPacket> reply(AddressFamily family, ByteBuffer packet) {
        ByteBuffer icmp = packet.slice();
        boolean old = family == AddressFamily.IPV4;
        if (icmp.remaining() < HEADER
                || icmp.get(0) != (byte) (old ? REPLY : REPLY_V6)
                || icmp.get(1) != 0
                || (old && checksum(icmp) != 0)) {
            return Optional.empty();
        }
        return Optional.of(new EchoPacket(icmp.getShort(4) & 0xffff, icmp.getShort(6) & 0xffff));
    }

    /** What raw sockets of IPv4 give begins with the IP header: the packet behind it; empty if there is none. */
    public static Optional<ByteBuffer> behindIpHeader(ByteBuffer packet) {
        ByteBuffer whole = packet.slice();
        int header = whole.hasRemaining() ? (whole.get(0) & 0x0f) * Integer.BYTES : 0;
        return header < 20 || header > whole.limit()
                ? Optional.empty()
                : Optional.of(whole.slice(header, whole.limit() - header));
    }

    private static int checksum(ByteBuffer packet) {
        int sum = 0;
        for (int i = 0; i < packet.capacity(); i++) {
            int octet = packet.get(i) & 0xff;
            sum += (i & 1) == 0 ? octet << 8 : octet;
        }
        while (sum > 0xffff) {
            sum = (sum >>> 16) + (sum & 0xffff);
        }
        return ~sum & 0xffff;
    }
}
