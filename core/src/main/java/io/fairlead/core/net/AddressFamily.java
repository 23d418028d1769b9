package io.fairlead.core.net;

/** The two address families that a virtual router can have; they are independent of each other (V40). */
public enum AddressFamily {
    IPV4(4),
    IPV6(16);

    private final int octets;

    AddressFamily(int octets) {
        this.octets = octets;
    }

    /** Length of one address in octets: 4 or 16. */
    public int octets() {
        return octets;
    }
}
