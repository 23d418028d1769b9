package io.fairlead.sidecar.config;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.Vrrp;
import java.util.ArrayList;
import java.util.List;

/** The virtual addresses of one family, in the order in which they are advertised. */
final class VirtualAddresses {
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

    private static List<IpPrefix> linkLocalFirst(List<IpPrefix> addresses) {
        List<IpPrefix> ordered = new ArrayList<>();
        List<IpPrefix> others = new ArrayList<>();
        for (IpPrefix address : addresses) {
            (address.address().isLinkLocal() ? ordered : others).add(address);
        }
        if (ordered.isEmpty()) {
            ordered.add(IpPrefix.host(Vrrp.linkLocalOf(others.getFirst().address())));
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
