package io.fairlead.core.diagnosis;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.Optional;

/**
 * The first packet of something that must pass: a new TCP connection, or VRRP.
 *
 * @param words what it is, for people: {@code a connection to 10.0.0.5:80}
 * @param in the interface that it comes in by; empty: it is sent from here
 * @param out the interface that it goes out by; empty: it is for this network itself
 * @param source who may send it; empty: anybody
 * @param destination where it goes at this moment
 * @param protocol as IP counts: 6, 17, 112
 * @param port 0 where the protocol has none
 * @param original where it went before it was rewritten; else the destination
 */
public record Packet(
        String words,
        Optional<String> in,
        Optional<String> out,
        Optional<IpPrefix> source,
        IpAddress destination,
        int protocol,
        int port,
        IpAddress original,
        int originalPort) {
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int VRRP = 112;
    public static final int SCTP = 132;

    AddressFamily family() {
        return destination.family();
    }

    /** For an address of this network itself, and for one alone. */
    boolean isLocal() {
        return out.isEmpty() && !destination.isMulticast();
    }
}
