package io.fairlead.core.channel;

import io.fairlead.core.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes one frame, field by field. */
final class FieldWriter {
    private final ByteBuffer out = ByteBuffer.allocate(Frame.LARGEST);

    FieldWriter(int type) {
        out.putShort((short) 0).put((byte) Frame.VERSION).put((byte) type);
    }

    FieldWriter octet(int value) {
        out.put((byte) value);
        return this;
    }

    FieldWriter number16(int value) {
        out.putShort((short) value);
        return this;
    }

    FieldWriter number64(long value) {
        out.putLong(value);
        return this;
    }

    FieldWriter flags(boolean first, boolean second) {
        return octet((first ? 1 : 0) | (second ? 2 : 0));
    }

    FieldWriter address(IpAddress address) {
        octet(
                switch (address.family()) {
                    case IPV4 -> 4;
                    case IPV6 -> 6;
                });
        out.put(address.octets());
        return this;
    }

    FieldWriter text(String text) {
        byte[] octets = shortened(Texts.clean(text));
        number16(octets.length);
        out.put(octets);
        return this;
    }

    /** At most as long as permitted, without half a character at the end. */
    private static byte[] shortened(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        if (octets.length <= Frame.LONGEST_TEXT) {
            return octets;
        }
        int end = Frame.LONGEST_TEXT;
        while ((octets[end] & 0xc0) == 0x80) {
            end--;
        }
        return Arrays.copyOf(octets, end);
    }

    byte[] finish() {
        out.putShort(0, (short) out.position());
        byte[] frame = new byte[out.position()];
        out.get(0, frame);
        return frame;
    }
}
