package io.fairlead.tests.kernel;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.Authentication;
import io.fairlead.core.vrrp.Lease;
import io.fairlead.core.vrrp.Version;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterConfig.Announcements;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Virtual routers of the tests: VRID 77 for 10.77.0.200, adverts each 100 ms. */
public final class Configs {
    public static final IpAddress VIP = IpAddress.parse("10.77.0.200");
    public static final List<IpPrefix> VIPS = List.of(IpPrefix.host(VIP));
    public static final String LINK_LOCAL_VIP = "fe80::200";
    public static final String GLOBAL_VIP = "2001:db8::200";
    public static final int VRID = 77;

    private Configs() {}

    /** The product's defaults. */
    public static VirtualRouterConfig of(int priority) {
        return VirtualRouterConfig.of(VRID, priority, VIPS);
    }

    public static VirtualRouterConfig ipv6(int priority, String... addresses) {
        return VirtualRouterConfig.of(
                VRID,
                priority,
                List.of(addresses).stream()
                        .map(IpAddress::parse)
                        .map(IpPrefix::host)
                        .toList());
    }

    /** Version 2, an advert each second. */
    public static VirtualRouterConfig version2(int priority, Authentication authentication) {
        VirtualRouterConfig base = of(priority);
        return new VirtualRouterConfig(
                Version.V2,
                base.virtualRouterId(),
                priority,
                100,
                base.preemptMode(),
                base.preemptDelay(),
                base.acceptMode(),
                base.addresses(),
                authentication,
                base.checksumForm(),
                base.multicast(),
                base.unicastPeers(),
                base.announcements(),
                base.lease());
    }

    public static VirtualRouterConfig preempting(VirtualRouterConfig base) {
        return new VirtualRouterConfig(
                base.version(),
                base.virtualRouterId(),
                base.priority(),
                base.advertisementIntervalCentis(),
                true,
                Duration.ZERO,
                base.acceptMode(),
                base.addresses(),
                base.authentication(),
                base.checksumForm(),
                base.multicast(),
                base.unicastPeers(),
                base.announcements(),
                base.lease());
    }

    public static VirtualRouterConfig unicast(VirtualRouterConfig base, Set<IpAddress> peers) {
        return new VirtualRouterConfig(
                base.version(),
                base.virtualRouterId(),
                base.priority(),
                base.advertisementIntervalCentis(),
                base.preemptMode(),
                base.preemptDelay(),
                base.acceptMode(),
                base.addresses(),
                base.authentication(),
                base.checksumForm(),
                false,
                peers,
                base.announcements(),
                base.lease());
    }

    public static VirtualRouterConfig with(VirtualRouterConfig base, Announcements announcements, Lease lease) {
        return new VirtualRouterConfig(
                base.version(),
                base.virtualRouterId(),
                base.priority(),
                base.advertisementIntervalCentis(),
                base.preemptMode(),
                base.preemptDelay(),
                base.acceptMode(),
                base.addresses(),
                base.authentication(),
                base.checksumForm(),
                base.multicast(),
                base.unicastPeers(),
                announcements,
                lease);
    }
}
