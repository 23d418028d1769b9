package io.fairlead.core.diagnosis;

import io.fairlead.core.net.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Packet filters: what must pass is led through the rules of the host and of each member. */
final class FilterRules {
    private FilterRules() {}

    /** A packet that must pass, the virtual address that it is for, and who drops it where. */
    record Dropped(FilteredPackets.Wanted wanted, PacketWalk.Drop drop) {
        Place place() {
            return wanted.network().place();
        }

        Packet packet() {
            return wanted.packet();
        }
    }

    /** What is told together: one cause at one place. */
    private record Key(Place place, Pitfall pitfall) {}

    static Stream<Finding> findings(Facts facts) {
        Map<Key, List<Dropped>> grouped = new LinkedHashMap<>();
        FilteredPackets.of(facts)
                .forEach(wanted -> drop(wanted)
                        .ifPresent(dropped -> grouped.computeIfAbsent(
                                        new Key(dropped.place(), pitfall(dropped)), _ -> new ArrayList<>())
                                .add(dropped)));
        return grouped.entrySet().stream().map(entry -> finding(entry.getKey().pitfall(), entry.getValue()));
    }

    private static Optional<Dropped> drop(FilteredPackets.Wanted wanted) {
        return PacketWalk.drops(wanted.network().chains(), wanted.packet(), wanted.hooks())
                .map(drop -> new Dropped(wanted, drop));
    }

    private static Pitfall pitfall(Dropped dropped) {
        Chain chain = dropped.drop().chain();
        Optional<Rule> rule = dropped.drop().rule();
        IpAddress address = dropped.packet().destination();
        if (chain.table().equals("keepalived") || isStrictRule(rule, address)) {
            return Pitfall.VRRP_STRICT;
        }
        if (chain.table().equals("firewalld") || isOfFirewalld(dropped, chain)) {
            return Pitfall.FIREWALLD_CLOSED;
        }
        if (dropped.wanted().network().chains().stream()
                .anyMatch(each -> each.isBeside(chain) && each.name().equals("ufw-user-input"))) {
            return Pitfall.UFW_CLOSED;
        }
        if (rule.filter(each -> each.isAbout(address)).isPresent()) {
            return Pitfall.VIP_DROPPED;
        }
        if (dropped.wanted().bridged()) {
            return Pitfall.BRIDGE_FILTERED;
        }
        if (dropped.packet().protocol() == Packet.VRRP) {
            return Pitfall.VRRP_DROPPED;
        }
        return switch (chain.hook().orElse(dropped.wanted().hooks().getFirst())) {
            case INPUT -> Pitfall.INPUT_CLOSED;
            case FORWARD -> Pitfall.FORWARD_CLOSED;
            case PREROUTING, OUTPUT, POSTROUTING -> Pitfall.VIP_DROPPED;
        };
    }

    /** Where it uses iptables: a zone's chain. */
    private static boolean isOfFirewalld(Dropped dropped, Chain chain) {
        return chain.name().startsWith("IN_")
                && dropped.wanted().network().chains().stream()
                        .anyMatch(each -> each.isBeside(chain) && each.name().equals("INPUT_ZONES"));
    }

    /** As keepalived writes it where it uses iptables. */
    private static boolean isStrictRule(Optional<Rule> rule, IpAddress address) {
        return rule.filter(each -> each.isAbout(address))
                .filter(each -> each.text().matches("-A INPUT -d \\S+ -j DROP"))
                .isPresent();
    }

    private static Finding finding(Pitfall pitfall, List<Dropped> all) {
        Dropped first = all.getFirst();
        Set<Step> mend = new LinkedHashSet<>();
        all.forEach(dropped -> mend.addAll(FilterMends.of(pitfall, dropped)));
        String dropping =
                all.stream().map(each -> each.drop().words()).distinct().collect(Collectors.joining("; "));
        String packets =
                all.stream().map(each -> each.packet().words()).distinct().collect(Collectors.joining(", "));
        boolean certain =
                pitfall != Pitfall.VRRP_STRICT || first.drop().chain().table().equals("keepalived");
        return new Finding(
                pitfall,
                certain ? Certainty.CERTAIN : Certainty.LIKELY,
                all.stream().map(each -> each.wanted().address()).distinct().toList(),
                first.place().words(),
                dropping,
                "It drops " + packets + "." + why(pitfall),
                List.copyOf(mend));
    }

    private static String why(Pitfall pitfall) {
        return switch (pitfall) {
            case VRRP_STRICT ->
                " keepalived's vrrp_strict makes such rules, and they stay when keepalived is killed: the address is"
                        + " there, and nothing that is sent to it arrives.";
            case VRRP_DROPPED -> " Routers that do not hear each other all take the address.";
            case FIREWALLD_CLOSED, UFW_CLOSED, INPUT_CLOSED ->
                " Connections to a LAN VIP pass the INPUT chain before IPVS gets them.";
            case FORWARD_CLOSED -> " What is forwarded to a container passes the FORWARD chain.";
            case BRIDGE_FILTERED ->
                " With net.bridge.bridge-nf-call-iptables = 1 even packets between containers of one bridge pass the"
                        + " FORWARD chain, and Docker's rule that lets them through does not get its say.";
            default -> "";
        };
    }
}
