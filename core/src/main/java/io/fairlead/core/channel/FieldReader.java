package io.fairlead.core.channel;

import io.fairlead.core.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads a body, field by field. The first thing that is wrong stays; what is read after it means nothing. */
final class FieldReader {
    private static final IpAddress NOTHING = IpAddress.of(new byte[4]);

    private final ByteBuffer in;
    private Refusal refusal;

    /** From position to limit of {@code body}. */
    FieldReader(ByteBuffer body) {
        this.in = body;
    }

    /** An octet from {@code least} to {@code most}. */
    int octet(int least, int most) {
        int value = has(1) ? in.get() & 0xff : least;
        return within(value, least, most);
    }

    int number16(int least, int most) {
        int value = has(2) ? in.getShort() & 0xffff : least;
        return within(value, least, most);
    }

    long number64() {
        return has(8) ? in.getLong() : 0;
    }

    /** One of {@code values}, by its place. */
    <T> T constant(List<T> values) {
        return values.get(octet(0, values.size() - 1));
    }

    IpAddress address() {
        int family = octet(0, 255);
        if (refusal == null && family != 4 && family != 6) {
            refusal = Refusal.ADDRESS;
        }
        byte[] octets = new byte[family == 6 ? 16 : 4];
        if (!has(octets.length)) {
            return NOTHING;
        }
        in.get(octets);
        return IpAddress.of(octets);
    }

    String text() {
        int length = has(2) ? in.getShort() & 0xffff : 0;
        if (length > Frame.LONGEST_TEXT) {
            refuse(Refusal.TEXT);
        }
        if (!has(length)) {
            return "";
        }
        ByteBuffer octets = in.slice(in.position(), length);
        in.position(in.position() + length);
        try {
            return Texts.clean(
                    StandardCharsets.UTF_8.newDecoder().decode(octets).toString());
        } catch (CharacterCodingException e) {
            refuse(Refusal.TEXT);
            return "";
        }
    }

    /** As many as the next octet says. */
    <T> List<T> list(int most, Supplier<T> element) {
        int count = octet(0, 255);
        if (count > most) {
            refuse(Refusal.COUNT);
        }
        List<T> list = new ArrayList<>();
        for (int i = 0; i < count && refusal == null; i++) {
            list.add(element.get());
        }
        return list;
    }

    /** What was wrong; also an end that is none. */
    Optional<Refusal> refusal() {
        if (refusal == null && in.hasRemaining()) {
            refusal = Refusal.TRAILING;
        }
        return Optional.ofNullable(refusal);
    }

    private boolean has(int octets) {
        if (refusal == null && in.remaining() < octets) {
            refusal = Refusal.TRUNCATED;
        }
        return refusal == null;
    }

    private int within(int value, int least, int most) {
        if (value < least || value > most) {
            refuse(Refusal.VALUE);
            return least;
        }
        return value;
    }

    private void refuse(Refusal reason) {
        if (refusal == null) {
            refusal = reason;
        }
    }
}
