package io.fairlead.agent.lan;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.Vrrp;
import java.util.List;
import java.util.OptionalInt;

/**
 * A LAN address to be held; equal ones are the same virtual router.
 *
 * @param virtualRouterId 1–255; empty: this host alone holds the address, and nothing is sent
 */
public record LanRouter(IpPrefix address, OptionalInt virtualRouterId, String interfaceName) {
    /** All that it holds: IPv6 routers begin with a link-local address (V06). */
    public List<IpPrefix> addresses() {
        if (address.address().family() == AddressFamily.IPV4
                || address.address().isLinkLocal()) {
            return List.of(address);
        }
        return List.of(IpPrefix.host(Vrrp.linkLocalOf(address.address())), address);
    }
}
