package io.fairlead.core.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads the fields of a packet; what is missing at its end is empty, and never an exception. */
final class MysqlFields {
    private static final int NULL = 0xfb;

    private final ByteBuffer packet;

    MysqlFields(ByteBuffer packet) {
        this.packet = packet;
    }

    int first() {
        return packet.hasRemaining() ? packet.get(packet.position()) & 0xff : -1;
    }

    int remaining() {
        return packet.remaining();
    }

    /** A number of {@code size} octets, little endian; what is missing counts as 0. */
    long number(int size) {
        long number = 0;
        for (int i = 0; i < size && packet.hasRemaining(); i++) {
            number |= (packet.get() & 0xffL) << (8 * i);
        }
        return number;
    }

    byte[] octets(int count) {
        byte[] octets = new byte[Math.min(Math.max(count, 0), packet.remaining())];
        packet.get(octets);
        return octets;
    }

    String rest() {
        return new String(octets(packet.remaining()), StandardCharsets.UTF_8);
    }

    /** Up to a NUL, or the end. */
    String text() {
        int start = packet.position();
        while (packet.hasRemaining() && packet.get(packet.position()) != 0) {
            packet.get();
        }
        String text = new String(
                packet.array(), packet.arrayOffset() + start, packet.position() - start, StandardCharsets.UTF_8);
        number(1);
        return text;
    }

    /** A length-encoded text; empty for NULL, for the end, and for one that is longer than the packet. */
    Optional<String> encodedText() {
        int first = (int) number(1);
        if (first == NULL) {
            return Optional.empty();
        }
        long length = switch (first) {
            case 0xfc -> number(2);
            case 0xfd -> number(3);
            case 0xfe -> number(8);
            default -> first;
        };
        return length < 0 || length > packet.remaining()
                ? Optional.empty()
                : Optional.of(new String(octets((int) length), StandardCharsets.UTF_8));
    }
}
