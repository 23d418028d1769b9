package io.fairlead.core.check;

import io.fairlead.core.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * One question to a name server, in a datagram (RFC 1035).
 *
 * <pre>
 *   id 2 | flags 2 | questions 2 | answers 2 | authorities 2 | additional 2 | question | answers…
 * </pre>
 */
final class DnsTalk implements Conversation {
    private static final int HEADER = 12;
    private static final int RESPONSE = 0x8000;
    private static final int RECURSION_DESIRED = 0x0100;
    private static final int CODE = 0x000f;
    private static final int POINTER = 0xc0;
    private static final int CLASS_IN = 1;
    private static final int AFTER_NAME = 10;

    /** The length of its first part, its end, type and class. */
    private static final int AROUND_THE_NAME = 6;

    private final Probe.Dns probe;
    private final byte[] query;

    DnsTalk(Probe.Dns probe, long chance) {
        this.probe = probe;
        this.query = query(probe, (int) chance & 0xffff);
    }

    private static byte[] query(Probe.Dns probe, int id) {
        ByteBuffer out = ByteBuffer.allocate(HEADER + probe.name().length() + AROUND_THE_NAME);
        int[] header = {id, RECURSION_DESIRED, 1, 0, 0, 0};
        for (int field : header) {
            out.putShort((short) field);
        }
        for (String label : probe.name().split("\\.", -1)) {
            byte[] octets = label.getBytes(StandardCharsets.US_ASCII);
            if (octets.length > 0) {
                out.put((byte) octets.length).put(octets);
            }
        }
        out.put((byte) 0).putShort((short) probe.type().number()).putShort((short) CLASS_IN);
        return Arrays.copyOf(out.array(), out.position());
    }

    @Override
    public Step opened() {
        return Step.say(query);
    }

    @Override
    public Step received(ByteBuffer octets) {
        byte[] answer = new byte[octets.remaining()];
        octets.get(answer);
        if (!isOurs(answer)) {
            // Somebody else's, or the late answer to an earlier question.
            return Step.AWAIT;
        }
        int code = answer[3] & CODE;
        if (code != probe.code().number()) {
            return Step.bad("answers " + Probe.Dns.Code.words(code) + ", not " + probe.code());
        }
        int count = two(answer, 6);
        if (probe.expect().isEmpty()) {
            return Step.good(probe.code() + ", " + count + " answers");
        }
        return holds(answer, count, probe.expect().get())
                ? Step.good(probe.name() + " is " + probe.expect().get())
                : Step.bad("does not say that " + probe.name() + " is "
                        + probe.expect().get());
    }

    /** The id and the question are those of the query; letters may come back in another case. */
    private boolean isOurs(byte[] answer) {
        if (answer.length < query.length || (two(answer, 2) & RESPONSE) == 0 || two(answer, 0) != two(query, 0)) {
            return false;
        }
        return question(answer).equals(question(query));
    }

    private String question(byte[] message) {
        return new String(message, HEADER, query.length - HEADER, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    }

    private boolean holds(byte[] answer, int count, IpAddress wanted) {
        int at = query.length;
        for (int i = 0; i < count; i++) {
            Optional<Integer> after = afterName(answer, at);
            if (after.isEmpty() || after.get() + AFTER_NAME > answer.length) {
                return false;
            }
            int length = two(answer, after.get() + 8);
            int data = after.get() + AFTER_NAME;
            if (data + length > answer.length) {
                return false;
            }
            if (two(answer, after.get()) == probe.type().number()
                    && ByteBuffer.wrap(answer, data, length).equals(ByteBuffer.wrap(wanted.octets()))) {
                return true;
            }
            at = data + length;
        }
        return false;
    }

    private static Optional<Integer> afterName(byte[] message, int start) {
        int at = start;
        while (at < message.length) {
            int length = message[at] & 0xff;
            if (length == 0) {
                return Optional.of(at + 1);
            }
            if ((length & POINTER) == POINTER) {
                return Optional.of(at + 2);
            }
            at += length + 1;
        }
        return Optional.empty();
    }

    private static int two(byte[] octets, int at) {
        return ((octets[at] & 0xff) << 8) | (octets[at + 1] & 0xff);
    }

    @Override
    public Judgement silence(long timeoutMillis) {
        return new Judgement.Bad("no answer within " + timeoutMillis + " ms");
    }

    @Override
    public String awaited() {
        return "its answer";
    }
}
