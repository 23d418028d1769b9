package io.fairlead.core.net;

import java.util.Arrays;
import java.util.HexFormat;

/** An Ethernet address of six octets. */
public final class MacAddress {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":");

    public static final MacAddress BROADCAST = new MacAddress(new byte[] {-1, -1, -1, -1, -1, -1});

    private final byte[] octets;

    private MacAddress(byte[] octets) {
        this.octets = octets;
    }

    /** Six octets, copied; throws IllegalArgumentException for any other number. */
    public static MacAddress of(byte[] octets) {
        if (octets.length != 6) {
            throw new IllegalArgumentException("an Ethernet address has 6 octets, not " + octets.length);
        }
        return new MacAddress(octets.clone());
    }

    /** {@code 02:42:ac:12:00:07}; throws IllegalArgumentException if it is not six hexadecimal octets. */
    public static MacAddress parse(String text) {
        return of(COLONS.parseHex(text));
    }

    /** A copy of the six octets. */
    public byte[] octets() {
        return octets.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MacAddress mac && Arrays.equals(octets, mac.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return COLONS.formatHex(octets);
    }
}
