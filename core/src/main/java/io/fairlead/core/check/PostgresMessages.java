package io.fairlead.core.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Cuts a stream of PostgreSQL's protocol 3.0 into messages, and makes them.
 *
 * <pre>
 *   type 1 | length 4, of itself and the body | body
 * </pre>
 */
final class PostgresMessages {
    private static final int PROTOCOL = 3 << 16;
    private static final int HEADER = 5;

    /** What servers say to a check is much shorter. */
    private static final int LONGEST = 64 * 1024;

    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private Optional<ByteBuffer> body = Optional.empty();
    private boolean wrong;

    /** A whole message. */
    record Message(char type, ByteBuffer body) {
        String text() {
            byte[] octets = new byte[body.remaining()];
            body.duplicate().get(octets);
            return new String(octets, StandardCharsets.UTF_8);
        }

        /** The number that it begins with; −1 if it is shorter. */
        int number() {
            return body.remaining() < Integer.BYTES ? -1 : body.getInt(body.position());
        }

        /** The text after the first {@code count} octets. */
        String textAfter(int count) {
            return new Message(type, body.slice(Math.min(count, body.limit()), Math.max(0, body.limit() - count)))
                    .text();
        }
    }

    /** The next message, if it is whole; reads no further than that. */
    Optional<Message> next(ByteBuffer octets) {
        while (header.hasRemaining() && octets.hasRemaining()) {
            header.put(octets.get());
        }
        if (header.hasRemaining() || wrong) {
            return Optional.empty();
        }
        if (body.isEmpty()) {
            int length = header.getInt(1) - Integer.BYTES;
            wrong = length < 0 || length > LONGEST;
            if (wrong) {
                return Optional.empty();
            }
            body = Optional.of(ByteBuffer.allocate(length));
        }
        ByteBuffer filling = body.get();
        int count = Math.min(filling.remaining(), octets.remaining());
        filling.put(octets.slice(octets.position(), count));
        octets.position(octets.position() + count);
        if (filling.hasRemaining()) {
            return Optional.empty();
        }
        Message message = new Message((char) (header.get(0) & 0xff), filling.flip());
        header.clear();
        body = Optional.empty();
        return Optional.of(message);
    }

    /** It was no such protocol; no more is read. */
    boolean isWrong() {
        return wrong;
    }

    static byte[] startup(String user, String database) {
        String parameters = "user\0" + user + "\0" + (database.isEmpty() ? "" : "database\0" + database + "\0")
                + "application_name\0fairlead\0\0";
        byte[] text = parameters.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + text.length)
                .putInt(8 + text.length)
                .putInt(PROTOCOL)
                .put(text)
                .array();
    }

    static byte[] message(char type, byte[] body) {
        return ByteBuffer.allocate(HEADER + body.length)
                .put((byte) type)
                .putInt(Integer.BYTES + body.length)
                .put(body)
                .array();
    }

    /** A message whose body is texts, each with a NUL. */
    static byte[] message(char type, String... texts) {
        return message(type, (String.join("\0", texts) + "\0").getBytes(StandardCharsets.UTF_8));
    }
}
