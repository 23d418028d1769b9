package io.fairlead.core.vrrp;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;

/** The protocol's numbers, RFC 9568 sections 5.1 and 7.3. */
public final class Vrrp {
    /** IP protocol number. */
    public static final int PROTOCOL = 112;

    /** TTL or hop limit of every advertisement. */
    public static final int HOP_LIMIT = 255;

    /** Of the address owner. */
    public static final int OWNER_PRIORITY = 255;

    /** In an advertisement: the sender gives the addresses up. */
    public static final int RELEASE_PRIORITY = 0;

    private static final IpAddress IPV4_GROUP = IpAddress.parse("224.0.0.18");
    private static final IpAddress IPV6_GROUP = IpAddress.parse("ff02::12");

    /** Of an IPv6 address, before its interface identifier. */
    private static final int PREFIX_OCTETS = 8;

    private Vrrp() {}

    /** Where advertisements go without unicast peers: 224.0.0.18 or ff02::12. */
    public static IpAddress group(AddressFamily family) {
        return switch (family) {
            case IPV4 -> IPV4_GROUP;
            case IPV6 -> IPV6_GROUP;
        };
    }

    /** 00:00:5e:00:01:VRID or 00:00:5e:00:02:VRID (V04); the VRID is 1–255. */
    public static MacAddress virtualMac(AddressFamily family, int virtualRouterId) {
        byte block = (byte) (family == AddressFamily.IPV4 ? 1 : 2);
        return MacAddress.of(new byte[] {0, 0, 0x5e, 0, block, (byte) virtualRouterId});
    }

    /**
     * fe80:: with the interface identifier of an IPv6 address: what a virtual router advertises first if no link-local address
     * was written (RFC 9568 section 5.2.9). All routers of the address derive the same.
     */
    public static IpAddress linkLocalOf(IpAddress address) {
        byte[] octets = address.octets();
        octets[0] = (byte) 0xfe;
        octets[1] = (byte) 0x80;
        for (int i = 2; i < PREFIX_OCTETS; i++) {
            octets[i] = 0;
        }
        return IpAddress.of(octets);
    }
}
