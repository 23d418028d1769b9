package io.fairlead.agent.lan;

import io.fairlead.core.model.HostInterface;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.util.List;
import java.util.function.BiPredicate;

/** The host's interfaces with the addresses that are its own. */
public final class HostInterfaces {
    private HostInterfaces() {}

    /** Those of the calling thread's network namespace; {@code ours} picks the addresses to leave out. */
    public static List<HostInterface> read(BiPredicate<Link, InterfaceAddress> ours) {
        try (RouteSocket routes = RouteSocket.open()) {
            List<InterfaceAddress> addresses = routes.addresses();
            return routes.links().stream()
                    .filter(link -> !link.isLoopback())
                    .map(link -> new HostInterface(link.name(), own(link, addresses, ours)))
                    .toList();
        }
    }

    private static List<IpPrefix> own(
            Link link, List<InterfaceAddress> addresses, BiPredicate<Link, InterfaceAddress> ours) {
        return addresses.stream()
                .filter(address -> address.ifindex() == link.index())
                .filter(address -> !ours.test(link, address))
                .map(InterfaceAddress::prefix)
                .toList();
    }
}
