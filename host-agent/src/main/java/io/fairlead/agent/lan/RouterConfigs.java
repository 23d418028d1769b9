package io.fairlead.agent.lan;

import io.fairlead.agent.config.AgentConfig.LanConfig;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the VRRP machine needs to know of a LAN address. */
final class RouterConfigs {
    private static final int NANOS_A_CENTI = 10_000_000;
    private static final int OWNER = 255;
    private static final int LINK_LOCAL_HALF = 8;

    private RouterConfigs() {}

    /** Throws IllegalArgumentException in words for the user if VRRP does not allow it. */
    static VirtualRouterConfig of(LanRouter router, LanConfig lan) {
        Set<IpAddress> peers = lan.peers().stream()
                .filter(peer -> peer.family() == router.address().address().family())
                .collect(Collectors.toUnmodifiableSet());
        boolean alone = router.virtualRouterId().isEmpty();
        return new VirtualRouterConfig(
                lan.version(),
                // Alone it is never sent, but a virtual router has one.
                router.virtualRouterId().orElse(1),
                alone ? OWNER : lan.priority(),
                (int) (lan.advertisementInterval().toNanos() / NANOS_A_CENTI),
                lan.preempt(),
                lan.preemptDelay(),
                true,
                addresses(router.address()),
                lan.authentication(),
                lan.checksum(),
                !alone && lan.peers().isEmpty(),
                alone ? Set.of() : peers,
                lan.announcements(),
                lan.lease());
    }

    /** IPv6 routers begin with a link-local address (V06): the one with the interface identifier of the LAN address. */
    private static List<IpPrefix> addresses(IpPrefix address) {
        if (address.address().family() == AddressFamily.IPV4
                || address.address().isLinkLocal()) {
            return List.of(address);
        }
        byte[] octets = address.address().octets();
        octets[0] = (byte) 0xfe;
        octets[1] = (byte) 0x80;
        for (int i = 2; i < LINK_LOCAL_HALF; i++) {
            octets[i] = 0;
        }
        return List.of(IpPrefix.host(IpAddress.of(octets)), address);
    }
}
