package io.fairlead.core.check;

import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads one answer of HTTP/1 (RFC 9112) however it is cut on its way.
 *
 * <pre>
 *   HTTP/1.1 200 OK            status line; 1xx answers before it are passed over
 *   Content-Length: 5          or Transfer-Encoding: chunked, or neither: the body ends with the connection
 *
 *   hello
 * </pre>
 */
final class HttpAnswer {
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5][0-9]{2})(?: .*)?");
    private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,7})[ \\t]*(?:;.*)?");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");
    private static final int LONGEST_LINE = 16 * 1024;
    private static final int MOST_HEADER_LINES = 200;

    /** What comes next. */
    private enum Expecting {
        STATUS,
        HEADER,
        BODY,
        CHUNK_SIZE,
        CHUNK_END,
        TRAILER,
        NOTHING
    }

    private static final long UNTIL_CLOSE = -1;

    private final boolean headOnly;
    private final Consumer<ByteBuffer> body;
    private final LineReader lines = new LineReader(LONGEST_LINE);
    private Expecting expecting = Expecting.STATUS;
    private Optional<String> wrong = Optional.empty();
    private int status;
    private int headerLines;
    private long left = UNTIL_CLOSE;
    private boolean chunked;

    /**
     * A reader.
     *
     * @param headOnly the answer has no body whatever its header says
     * @param body gets the body in pieces, which are only valid during the call
     */
    HttpAnswer(boolean headOnly, Consumer<ByteBuffer> body) {
        this.headOnly = headOnly;
        this.body = body;
    }

    /** Reads {@code octets} to the end of the answer, or to their limit. */
    void read(ByteBuffer octets) {
        while (octets.hasRemaining() && expecting != Expecting.NOTHING) {
            if (expecting == Expecting.BODY) {
                takeBody(octets);
            } else {
                lines.next(octets).ifPresent(this::takeLine);
                if (lines.isTooLong()) {
                    fail("a line of its header has more than " + LONGEST_LINE + " characters");
                }
            }
        }
    }

    /** The connection was closed. */
    void close() {
        if (expecting == Expecting.BODY && left == UNTIL_CLOSE) {
            expecting = Expecting.NOTHING;
        }
    }

    /** What is no HTTP in it. */
    Optional<String> wrong() {
        return wrong;
    }

    /** The status, when the header is whole; 0 before. */
    int status() {
        return expecting == Expecting.STATUS || expecting == Expecting.HEADER ? 0 : status;
    }

    /** The whole answer was read. */
    boolean isWhole() {
        return expecting == Expecting.NOTHING && wrong.isEmpty();
    }

    private void takeLine(String line) {
        switch (expecting) {
            case STATUS -> takeStatus(line);
            case HEADER -> takeHeader(line);
            case CHUNK_SIZE -> takeChunkSize(line);
            case CHUNK_END -> {
                if (line.isEmpty()) {
                    expecting = Expecting.CHUNK_SIZE;
                } else {
                    fail("a chunk is longer than it says");
                }
            }
            case TRAILER -> {
                countHeader();
                if (line.isEmpty()) {
                    expecting = Expecting.NOTHING;
                }
            }
            case BODY, NOTHING -> throw new AssertionError("no lines are read then");
        }
    }

    private void takeStatus(String line) {
        Matcher matcher = STATUS_LINE.matcher(line);
        if (matcher.matches()) {
            status = Integer.parseInt(matcher.group(1));
            expecting = Expecting.HEADER;
        } else {
            fail("does not speak HTTP but says '" + line + "'");
        }
    }

    private void takeHeader(String line) {
        countHeader();
        if (line.isEmpty()) {
            endHeader();
            return;
        }
        int colon = line.indexOf(':');
        String name = colon < 0 ? line : line.substring(0, colon).toLowerCase(Locale.ROOT);
        String value = colon < 0 ? "" : line.substring(colon + 1).strip();
        if (name.equals("content-length")) {
            if (LENGTH.matcher(value).matches()) {
                left = Long.parseLong(value);
            } else {
                fail("its Content-Length is '" + value + "'");
            }
        } else if (name.equals("transfer-encoding")) {
            chunked = value.toLowerCase(Locale.ROOT).endsWith("chunked");
        }
    }

    private void countHeader() {
        if (++headerLines > MOST_HEADER_LINES) {
            fail("its header has more than " + MOST_HEADER_LINES + " lines");
        }
    }

    private void endHeader() {
        if (expecting == Expecting.NOTHING) {
            return;
        }
        if (status < 200) {
            expecting = Expecting.STATUS;
            left = UNTIL_CLOSE;
            chunked = false;
        } else if (headOnly || status == 204 || status == 304 || (left == 0 && !chunked)) {
            expecting = Expecting.NOTHING;
        } else {
            expecting = chunked ? Expecting.CHUNK_SIZE : Expecting.BODY;
        }
    }

    private void takeChunkSize(String line) {
        Matcher matcher = CHUNK.matcher(line);
        if (!matcher.matches()) {
            fail("the size of a chunk is '" + line + "'");
            return;
        }
        left = Integer.parseInt(matcher.group(1), 16);
        expecting = left == 0 ? Expecting.TRAILER : Expecting.BODY;
    }

    private void takeBody(ByteBuffer octets) {
        int count = left == UNTIL_CLOSE ? octets.remaining() : (int) Math.min(left, octets.remaining());
        body.accept(octets.slice(octets.position(), count));
        octets.position(octets.position() + count);
        if (left != UNTIL_CLOSE) {
            left -= count;
            if (left == 0) {
                expecting = chunked ? Expecting.CHUNK_END : Expecting.NOTHING;
            }
        }
    }

    private void fail(String what) {
        wrong = Optional.of(what);
        expecting = Expecting.NOTHING;
    }
}
