package io.fairlead.agent.diagnosis;

import io.fairlead.core.diagnosis.Face;
import io.fairlead.core.diagnosis.NetworkFacts;
import io.fairlead.core.diagnosis.Place;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.Neighbour;
import io.fairlead.linux.rtnetlink.Route;
import io.fairlead.linux.rtnetlink.RouteSocket;
import io.fairlead.linux.sysctl.Sysctl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/** Reads what the calling thread's network namespace looks like. */
final class NetworkReader {
    private static final List<String> SETTINGS = List.of(
            "net.ipv4.ip_forward",
            "net.ipv6.conf.all.forwarding",
            "net.bridge.bridge-nf-call-iptables",
            "net.netfilter.nf_conntrack_count",
            "net.netfilter.nf_conntrack_max",
            "net.ipv4.vs.conntrack",
            "net.ipv4.vs.expire_nodest_conn",
            "net.ipv4.vs.expire_quiescent_template");
    private static final List<String> OF_INTERFACES = List.of("rp_filter", "arp_ignore", "drop_gratuitous_arp");

    private final Place place;
    private final PacketFilters filters;
    private final Collection<String> unseen;
    private final Sysctl sysctl;

    NetworkReader(Place place, PacketFilters filters, Sysctl sysctl, Collection<String> unseen) {
        this.place = place;
        this.filters = filters;
        this.sysctl = sysctl;
        this.unseen = unseen;
    }

    /**
     * All of it.
     *
     * @param vips to which routes are looked up
     * @param ours which addresses Fairlead has put there
     */
    NetworkFacts read(Set<IpAddress> vips, BiPredicate<Link, InterfaceAddress> ours) {
        try (RouteSocket routes = RouteSocket.open()) {
            List<Link> links = routes.links();
            List<InterfaceAddress> addresses = routes.addresses();
            List<Face> faces = links.stream()
                    .map(link -> face(link, addresses, neighbours(routes, link), ours))
                    .toList();
            Map<Integer, String> names = new HashMap<>();
            links.forEach(link -> names.put(link.index(), link.name()));
            return new NetworkFacts(
                    place,
                    settings(links),
                    faces,
                    ways(routes, names, vips),
                    defaults(routes, names),
                    filters.read(place, unseen),
                    Listeners.read());
        }
    }

    private Map<String, String> settings(List<Link> links) {
        Set<String> names = new HashSet<>(SETTINGS);
        for (String leaf : OF_INTERFACES) {
            names.add(NetworkFacts.ofInterface(leaf, "all"));
            links.forEach(link -> names.add(NetworkFacts.ofInterface(leaf, link.name())));
        }
        Map<String, String> values = new HashMap<>();
        for (String name : names) {
            try {
                sysctl.read(name).ifPresent(value -> values.put(name, value));
            } catch (KernelException e) {
                unseen.add(name + " of " + place.words() + ": " + e.getMessage());
            }
        }
        return values;
    }

    private static Face face(
            Link link,
            List<InterfaceAddress> addresses,
            List<Neighbour> neighbours,
            BiPredicate<Link, InterfaceAddress> ours) {
        return new Face(
                link.name(),
                link.mac(),
                addresses.stream()
                        .filter(address -> address.ifindex() == link.index())
                        .map(address -> new Face.Address(
                                address.prefix(),
                                ours.test(link, address),
                                !address.valid().isForever()))
                        .toList(),
                neighbours.stream()
                        .filter(neighbour -> (neighbour.state() & Neighbour.NUD_FAILED) == 0)
                        .flatMap(neighbour -> neighbour.mac().stream()
                                .map(mac -> new Face.Neighbour(
                                        neighbour.address(), mac, (neighbour.state() & Neighbour.NUD_PERMANENT) != 0)))
                        .toList());
    }

    private static List<Neighbour> neighbours(RouteSocket routes, Link link) {
        return link.isLoopback() ? List.of() : routes.neighbours(link.index());
    }

    private static Map<IpAddress, String> ways(RouteSocket routes, Map<Integer, String> names, Set<IpAddress> vips) {
        Map<IpAddress, String> ways = new HashMap<>();
        for (IpAddress vip : vips) {
            Optional<Route> route = routes.routeTo(vip);
            String way = route.map(Route::ifindex)
                    .filter(java.util.OptionalInt::isPresent)
                    .map(index -> names.getOrDefault(index.getAsInt(), ""))
                    .orElse("");
            ways.put(vip, way);
        }
        return ways;
    }

    private static List<String> defaults(RouteSocket routes, Map<Integer, String> names) {
        List<String> defaults = new ArrayList<>();
        for (Route route : routes.routes()) {
            if (route.isDefault()
                    && route.destination().address().family() == AddressFamily.IPV4
                    && route.type() == Route.RTN_UNICAST
                    && route.ifindex().isPresent()) {
                defaults.add(names.getOrDefault(route.ifindex().getAsInt(), ""));
            }
        }
        return defaults.stream().distinct().toList();
    }
}
