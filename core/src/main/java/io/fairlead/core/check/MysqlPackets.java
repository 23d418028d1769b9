package io.fairlead.core.check;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Cuts a stream of MySQL's protocol into packets, and makes them.
 *
 * <pre>
 *   0        3    4
 *   +--------+----+---------
 *   | length | nr | payload      length little endian; nr counts within an exchange
 *   +--------+----+---------
 * </pre>
 */
final class MysqlPackets {
    /** What servers say to a check is much shorter. */
    static final int LONGEST = 64 * 1024;

    private static final int HEADER = 4;

    private final byte[] header = new byte[HEADER];
    private int headerLength;
    private ByteBuffer payload = Step.NOTHING;
    private boolean tooLong;

    /** The next packet's payload, if it is whole; reads no further than that. */
    Optional<ByteBuffer> next(ByteBuffer octets) {
        while (headerLength < HEADER && octets.hasRemaining()) {
            header[headerLength++] = octets.get();
            if (headerLength == HEADER) {
                begin();
            }
        }
        if (headerLength < HEADER || tooLong) {
            return Optional.empty();
        }
        int count = Math.min(payload.remaining(), octets.remaining());
        payload.put(octets.slice(octets.position(), count));
        octets.position(octets.position() + count);
        if (payload.hasRemaining()) {
            return Optional.empty();
        }
        headerLength = 0;
        return Optional.of(payload.flip());
    }

    private void begin() {
        int length = (header[0] & 0xff) | ((header[1] & 0xff) << 8) | ((header[2] & 0xff) << 16);
        tooLong = length > LONGEST;
        payload = tooLong ? Step.NOTHING : ByteBuffer.allocate(length);
    }

    boolean isTooLong() {
        return tooLong;
    }

    /** The number for an answer to the latest packet. */
    int nextNumber() {
        return (header[3] + 1) & 0xff;
    }

    /** A packet around {@code payload}. */
    static byte[] packet(int number, byte[] payload) {
        byte[] whole = new byte[HEADER + payload.length];
        whole[0] = (byte) payload.length;
        whole[1] = (byte) (payload.length >> 8);
        whole[2] = (byte) (payload.length >> 16);
        whole[3] = (byte) number;
        System.arraycopy(payload, 0, whole, HEADER, payload.length);
        return whole;
    }
}
