package io.fairlead.core.diagnosis;

import io.fairlead.core.model.Member;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.net.MacAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** ARP and routes: whether those who look for a virtual address find its holder. */
final class NeighbourRules {
    /** 2: only for askers in the address' own subnet, which for a /32 is nobody; 8: for no address at all. */
    private static final Set<Integer> SILENT = Set.of(2, 8);

    private static final int HIGHEST = 8;

    private NeighbourRules() {}

    static Stream<Finding> findings(Facts facts) {
        return Stream.concat(
                facts.model().services().stream().flatMap(service -> of(service, facts)),
                facts.published()
                        .flatMap(each -> silent(facts.host(), each.lan().interfaceName(), each.address()).stream()));
    }

    private static Stream<Finding> of(Service service, Facts facts) {
        List<Finding> found = new ArrayList<>();
        for (Member member : service.members()) {
            Optional.ofNullable(facts.members().get(member.containerId()))
                    .ifPresent(network -> found.addAll(inside(service, member, network)));
        }
        service.segment().bridge().ifPresent(bridge -> {
            deaf(facts.host(), bridge, service.vip()).ifPresent(found::add);
            stale(service, bridge, facts).ifPresent(found::add);
            route(service, bridge, facts).ifPresent(found::add);
        });
        return found.stream();
    }

    private static List<Finding> inside(Service service, Member member, NetworkFacts network) {
        return network.faces().stream()
                .filter(face -> member.addresses().stream().anyMatch(face::has))
                .flatMap(face -> Stream.of(
                                silent(network, face.name(), service.vip()), deaf(network, face.name(), service.vip()))
                        .flatMap(Optional::stream))
                .toList();
    }

    private static Optional<Finding> silent(NetworkFacts network, String face, IpAddress address) {
        int all = network.number(NetworkFacts.ofInterface("arp_ignore", "all"));
        int own = network.number(NetworkFacts.ofInterface("arp_ignore", face));
        if (!SILENT.contains(Math.max(all, own))) {
            return Optional.empty();
        }
        List<Integer> from2 = IntStream.rangeClosed(2, HIGHEST).boxed().toList();
        List<String> settings = network.settings("arp_ignore", face, from2).toList();
        return Optional.of(new Finding(
                Pitfall.ARP_SILENT,
                Certainty.CERTAIN,
                List.of(address),
                network.place().words() + ", interface " + face,
                values(network, settings),
                "Who asks for " + address + " there gets no answer: the address is held and cannot be found.",
                set(network, settings, "1")));
    }

    private static Optional<Finding> deaf(NetworkFacts network, String face, IpAddress address) {
        List<String> settings =
                network.settings("drop_gratuitous_arp", face, List.of(1)).toList();
        if (settings.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Pitfall.GRATUITOUS_ARP_DROPPED,
                Certainty.CERTAIN,
                List.of(address),
                network.place().words() + ", interface " + face,
                values(network, settings),
                "When " + address
                        + " moves, its new holder's announcement is thrown away here, and packets go on to the"
                        + " old one for up to a minute.",
                set(network, settings, "0")));
    }

    private static List<Step> set(NetworkFacts network, List<String> settings, String value) {
        return settings.stream()
                .map(name -> (Step) new Step.SetSysctl(network.place(), name, value))
                .toList();
    }

    private static String values(NetworkFacts network, List<String> settings) {
        return settings.stream()
                .map(name -> name + " is " + network.sysctls().get(name))
                .collect(Collectors.joining(", "));
    }

    private static Optional<Finding> stale(Service service, String bridge, Facts facts) {
        List<Member> holders = HolderRules.holdersOf(service, facts);
        if (holders.size() != 1) {
            return Optional.empty();
        }
        NetworkFacts holder = facts.members().get(holders.getFirst().containerId());
        Optional<MacAddress> right = holder.faceWith(service.vip()).flatMap(Face::mac);
        Set<MacAddress> answering = facts.probes().answers().stream()
                .filter(answer -> answer.address().equals(service.vip()))
                .map(ProbeFacts.Answer::mac)
                .collect(Collectors.toSet());
        return facts.host().face(bridge).stream()
                .flatMap(face -> face.neighbours().stream())
                .filter(neighbour -> neighbour.address().equals(service.vip()))
                .filter(neighbour ->
                        right.filter(mac -> !mac.equals(neighbour.mac())).isPresent())
                // Whoever answers is told of as such.
                .filter(neighbour -> !answering.contains(neighbour.mac()))
                .findFirst()
                .map(neighbour -> new Finding(
                        Pitfall.NEIGHBOUR_STALE,
                        Certainty.CERTAIN,
                        service.vip(),
                        "interface " + bridge + " of this host",
                        "the host has " + neighbour.mac() + " for " + service.vip()
                                + (neighbour.pinned() ? " (permanent)" : "") + ", but "
                                + holders.getFirst().name() + " holds it with " + right.orElseThrow(),
                        "This host, and LAN clients through it, send to a container that does not have the address.",
                        new Step.RemoveNeighbour(Place.HOST, bridge, service.vip())));
    }

    private static Optional<Finding> route(Service service, String bridge, Facts facts) {
        String way = facts.host().ways().get(service.vip());
        if (way == null
                || way.equals(bridge)
                || facts.host().faceWith(service.vip()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Pitfall.ROUTE_ELSEWHERE,
                Certainty.CERTAIN,
                service.vip(),
                "this host",
                way.isEmpty()
                        ? "this host has no route to " + service.vip()
                        : "this host's route to " + service.vip() + " leads to " + way + ", not to " + bridge,
                "A VPN or another network uses the same addresses: what is forwarded to the service goes there.",
                new Step.Run(
                        Place.HOST,
                        List.of(
                                "ip",
                                "route",
                                "replace",
                                IpPrefix.host(service.vip()).toString(),
                                "dev",
                                bridge))));
    }
}
