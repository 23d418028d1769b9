package io.fairlead.core.check;

import java.nio.ByteBuffer;
import java.util.Optional;

/** Cuts a stream into lines that end with LF or CRLF. Each octet becomes one character. One thread. */
final class LineReader {
    private final int longest;
    private final StringBuilder line = new StringBuilder();
    private boolean tooLong;

    /** For lines of at most {@code longest} characters. */
    LineReader(int longest) {
        this.longest = longest;
    }

    /** The next line without its end, if it is whole; reads no further than that. */
    Optional<String> next(ByteBuffer octets) {
        while (octets.hasRemaining() && !tooLong) {
            char c = (char) (octets.get() & 0xff);
            if (c == '\n') {
                return Optional.of(take());
            }
            line.append(c);
            tooLong = line.length() > longest;
        }
        return Optional.empty();
    }

    private String take() {
        int end = line.length() > 0 && line.charAt(line.length() - 1) == '\r' ? line.length() - 1 : line.length();
        String whole = line.substring(0, end);
        line.setLength(0);
        return whole;
    }

    /** A line went beyond the limit; no more are read. */
    boolean isTooLong() {
        return tooLong;
    }
}
