package io.fairlead.agent.lan;

import io.fairlead.agent.config.AgentConfig.LanConfig;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import java.util.Set;
import java.util.stream.Collectors;

/** What the VRRP machine needs to know of a LAN address. */
final class RouterConfigs {
    private static final int NANOS_A_CENTI = 10_000_000;
    private static final int OWNER = 255;

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
                router.addresses(),
                lan.authentication(),
                lan.checksum(),
                !alone && lan.peers().isEmpty(),
                alone ? Set.of() : peers,
                lan.announcements(),
                lan.lease());
    }
}
