package io.fairlead.tests.simulation;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.Authentication;
import io.fairlead.core.vrrp.ChecksumForm;
import io.fairlead.core.vrrp.Lease;
import io.fairlead.core.vrrp.Version;
import io.fairlead.core.vrrp.VirtualRouter;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Two to five routers of one virtual router, as different from each other as the protocol permits. */
record RouterGenerator(World world) {
    private static final int MOST_ROUTERS = 5;

    List<VirtualRouter> routers() {
        boolean ipv6 = world.chance(0.2);
        boolean v2 = !ipv6 && world.chance(0.15);
        boolean unicast = world.chance(0.2);
        boolean owner = world.chance(0.1);
        boolean preempting = world.chance(0.4);
        boolean samePace = v2 || world.chance(0.7);
        int pace = world.oneOf(List.of(5, 10, 20, 100));
        int samePriority = world.chance(0.2) ? world.between(1, 254) : 0;
        int count = world.between(2, MOST_ROUTERS);
        List<IpAddress> sources = sources(ipv6, count);
        List<VirtualRouter> routers = new ArrayList<>();
        for (IpAddress source : sources) {
            Set<IpAddress> peers = new HashSet<>(sources);
            peers.remove(source);
            boolean first = routers.isEmpty();
            routers.add(new VirtualRouter(
                    new VirtualRouterConfig(
                            v2 ? Version.V2 : Version.V3,
                            201,
                            owner && first ? 255 : samePriority > 0 ? samePriority : world.between(1, 254),
                            v2 ? 100 : samePace ? pace : world.oneOf(List.of(5, 10, 20, 30)),
                            preempting,
                            preempting && world.chance(0.3) ? Duration.ofSeconds(1) : Duration.ZERO,
                            true,
                            List.of(IpPrefix.parse(ipv6 ? "fe80::201/64" : "172.18.0.201/16")),
                            v2 && !unicast ? new Authentication.SimpleText("123456") : new Authentication.None(),
                            world.chance(0.5) ? ChecksumForm.PSEUDO_HEADER : ChecksumForm.MESSAGE_ONLY,
                            !unicast,
                            unicast ? peers : Set.of(),
                            new VirtualRouterConfig.Announcements(
                                    world.between(1, 5), Duration.ofMillis(world.between(50, 500))),
                            new Lease(Duration.ofSeconds(world.between(1, 3)), Duration.ofMillis(500))),
                    source));
        }
        return routers;
    }

    private List<IpAddress> sources(boolean ipv6, int count) {
        Set<IpAddress> sources = new HashSet<>();
        while (sources.size() < count) {
            int host = world.between(1, 200);
            sources.add(IpAddress.parse(ipv6 ? "fe80::" + Integer.toHexString(host) + ":1" : "172.18.0." + host));
        }
        List<IpAddress> shuffled = new ArrayList<>(sources.stream().sorted().toList());
        for (int i = shuffled.size() - 1; i > 0; i--) {
            shuffled.set(i, shuffled.set(world.between(0, i), shuffled.get(i)));
        }
        return shuffled;
    }
}
