package io.fairlead.core.vrrp;

/** The protocol version of a virtual router; the two are never mixed (V44). */
public enum Version {
    /** RFC 3768. */
    V2(2),
    /** RFC 9568. */
    V3(3);

    private final int number;

    Version(int number) {
        this.number = number;
    }

    /** The number in the packet's first four bits: 2 or 3. */
    public int number() {
        return number;
    }
}
