package io.fairlead.core.channel;

import java.util.Locale;

/** Why a connection is closed for what came in on it; the labels of a metric. */
public enum Refusal {
    /** The length says less than a header, or more than {@link Frame#LARGEST}. */
    LENGTH,
    /** Another way of framing than ours. */
    VERSION,
    /** The body ends before its last field. */
    TRUNCATED,
    /** The body goes on behind its last field. */
    TRAILING,
    /** A text that is too long, or no UTF-8. */
    TEXT,
    /** Neither an IPv4 nor an IPv6 address. */
    ADDRESS,
    /** A number that stands for nothing. */
    VALUE,
    /** More routers than {@link Frame#MOST_ROUTERS}. */
    COUNT,
    /** Something else came first, or Hello came twice. */
    NO_HELLO,
    /** Messages without end: more in a second than anything sensible sends. */
    FLOOD;

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
