package io.fairlead.sidecar.config;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;

/** The virtual addresses of one family, in the order in which they are advertised. */
final class VirtualAddresses {
    private static final int LINK_LOCAL_HALF = 8;

    private VirtualAddresses() {}

    /** Those of {@code family}; IPv6 begins with a link-local address, written or derived (V06). */
    static List<IpPrefix> of(AddressFamily family, List<IpPrefix> vips) {
        List<IpPrefix> addresses = new ArrayList<>();
        for (IpPrefix vip : vips) {
            if (vip.address().family() == family) {
                addresses.add(vip);
            }
        }
        return family == AddressFamily.IPV6 && !addresses.isEmpty() ? linkLocalFirst(addresses) : addresses;
    }

    /** fe80::/64 with the interface identifier of {@code vip}, so that all routers of the address derive the same. */
    static IpAddress linkLocalOf(IpAddress vip) {
        byte[] octets = vip.octets();
        octets[0] = (byte) 0xfe;
        octets[1] = (byte) 0x80;
        for (int i = 2; i < LINK_LOCAL_HALF; i++) {
            octets[i] = 0;
        }
        return IpAddress.of(octets);
    }

    private static List<IpPrefix> linkLocalFirst(List<IpPrefix> addresses) {
        List<IpPrefix> ordered = new ArrayList<>();
        List<IpPrefix> others = new ArrayList<>();
        for (IpPrefix address : addresses) {
            (address.address().isLinkLocal() ? ordered : others).add(address);
        }
        if (ordered.isEmpty()) {
            ordered.add(IpPrefix.host(linkLocalOf(others.getFirst().address())));
        }
        ordered.addAll(others);
        return ordered;
    }

    /** The virtual router id that a VIP suggests: the last octet of the first address that was written. */
    static int suggestedVirtualRouterId(AddressFamily family, List<IpPrefix> vips) {
        for (IpPrefix vip : vips) {
            if (vip.address().family() == family) {
                return vip.address().octet(family.octets() - 1);
            }
        }
        throw new IllegalArgumentException("no address of this family");
    }
}
