package io.fairlead.core.net;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/**
 * An IPv4 or IPv6 address, 4 or 16 octets in network order, without a zone.
 *
 * <p>Ordered by family, then by the octets as unsigned numbers: the order in which VRRP breaks ties (V36).
 */
public final class IpAddress implements Comparable<IpAddress> {
    private final byte[] octets;

    private IpAddress(byte[] octets) {
        this.octets = octets;
    }

    /** An address of 4 or 16 octets; the array is copied. */
    public static IpAddress of(byte[] octets) {
        if (octets.length != 4 && octets.length != 16) {
            throw new IllegalArgumentException("an address has 4 or 16 octets, not " + octets.length);
        }
        return new IpAddress(octets.clone());
    }

    /** The address written as a literal ({@code 172.18.0.201}, {@code fe80::1}), or empty; never asks a resolver. */
    public static Optional<IpAddress> tryParse(String text) {
        return LiteralParser.parse(text).map(IpAddress::new);
    }

    /**
     * As {@link #tryParse}.
     *
     * @throws IllegalArgumentException if {@code text} is not an address
     */
    public static IpAddress parse(String text) {
        return tryParse(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not an IP address"));
    }

    public AddressFamily family() {
        return octets.length == 4 ? AddressFamily.IPV4 : AddressFamily.IPV6;
    }

    /** A copy of the octets, network order. */
    public byte[] octets() {
        return octets.clone();
    }

    /** The octet at {@code index}, 0–255. */
    public int octet(int index) {
        return octets[index] & 0xff;
    }

    /** 0.0.0.0 or ::, which stand for all addresses of a host. */
    public boolean isUnspecified() {
        for (byte octet : octets) {
            if (octet != 0) {
                return false;
            }
        }
        return true;
    }

    public boolean isMulticast() {
        return family() == AddressFamily.IPV4 ? (octet(0) & 0xf0) == 0xe0 : octet(0) == 0xff;
    }

    /** fe80::/10 or 169.254.0.0/16. */
    public boolean isLinkLocal() {
        return family() == AddressFamily.IPV4
                ? octet(0) == 169 && octet(1) == 254
                : octet(0) == 0xfe && (octet(1) & 0xc0) == 0x80;
    }

    @Override
    public int compareTo(IpAddress other) {
        return octets.length != other.octets.length
                ? Integer.compare(octets.length, other.octets.length)
                : Arrays.compareUnsigned(octets, other.octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IpAddress address && Arrays.equals(octets, address.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    /** The usual notation; IPv6 as RFC 5952 recommends. */
    @Override
    public String toString() {
        return family() == AddressFamily.IPV4 ? dotted() : Rfc5952.format(octets);
    }

    private String dotted() {
        return octet(0) + "." + octet(1) + "." + octet(2) + "." + octet(3);
    }

    /** As the JDK's type, for programs' own sockets. */
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new AssertionError("4 or 16 octets are always an address", e);
        }
    }
}
