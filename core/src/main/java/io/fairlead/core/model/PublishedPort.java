package io.fairlead.core.model;

import java.util.Comparator;
import java.util.Locale;

/**
 * A port of the LAN address and the port of the targets that it leads to; both 1–65535, or both {@link #EVERY}.
 */
public record PublishedPort(int lanPort, int vipPort, Protocol protocol) implements Comparable<PublishedPort> {
    private static final Comparator<PublishedPort> ORDER = Comparator.comparingInt(PublishedPort::lanPort)
            .thenComparing(PublishedPort::protocol)
            .thenComparingInt(PublishedPort::vipPort);

    /** Stands for all ports of the protocol. */
    public static final int EVERY = 0;

    /** The protocols that can be forwarded by port. */
    public enum Protocol {
        TCP,
        UDP,
        SCTP;

        /** As in a label: {@code tcp}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it is all ports, each leading to itself. */
    public boolean isEvery() {
        return lanPort == EVERY;
    }

    boolean sameLanPort(PublishedPort other) {
        return lanPort == other.lanPort && protocol == other.protocol;
    }

    /** {@code 80/tcp}: what a LAN client connects to. */
    public String lanText() {
        return (isEvery() ? "all" : Integer.toString(lanPort)) + "/" + protocol.text();
    }

    @Override
    public int compareTo(PublishedPort other) {
        return ORDER.compare(this, other);
    }

    /** As in the label: {@code 3306:3307/tcp}. */
    @Override
    public String toString() {
        return isEvery() ? lanText() : lanPort + ":" + vipPort + "/" + protocol.text();
    }
}
