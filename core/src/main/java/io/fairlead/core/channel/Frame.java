package io.fairlead.core.channel;

/**
 * The frame around every message; all numbers in network order.
 *
 * <pre>
 *  0        2         3      4
 * +--------+---------+------+------- - -
 * | length | version | type | body
 * +--------+---------+------+------- - -
 * </pre>
 *
 * The length counts all octets of the frame, its own two included. The version is that of this drawing, not of the messages:
 * new ones get new types, which an older reader skips.
 *
 * <p>In a body: a text is its length in two octets and UTF-8 (control characters are replaced by question marks, at both
 * ends, since texts go into logs); an address is one octet 4 or 6 and its 4 or 16 octets; a flag is a bit of an octet.
 */
public final class Frame {
    public static final int VERSION = 1;

    /** What Hello and Welcome call the messages of this version. */
    public static final int PROTOCOL = 1;

    public static final int HEADER = 4;

    /** The largest report needs 1.9 KiB. */
    public static final int LARGEST = 4096;

    /** Octets of one text in UTF-8; what is longer is cut before it is sent. A reason is one line. */
    public static final int LONGEST_TEXT = 512;

    /** Virtual routers of one container: one for each address family, with room for services to come. */
    public static final int MOST_ROUTERS = 32;

    private Frame() {}
}
