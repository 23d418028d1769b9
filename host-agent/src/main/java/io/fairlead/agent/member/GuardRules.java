package io.fairlead.agent.member;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The guard's rules (P08), as lines of nft. A port that is known to be no member's is refused; one that is not known yet is
 * not: a member that starts while the agent is slow must not be cut off.
 *
 * @param outsiders ports of members' bridges that are no member's: they send no VRRP
 * @param claims for each address, ports that may not claim it by ARP or as a neighbour
 */
record GuardRules(Set<Integer> outsiders, Map<IpAddress, Set<Integer>> claims) {
    static final String TABLE = "bridge fairlead_guard";
    static final GuardRules NONE = new GuardRules(Set.of(), Map.of());

    private static final int MOST_PORTS = 1024;

    GuardRules {
        outsiders = Set.copyOf(outsiders);
        claims = Map.copyOf(claims);
    }

    /**
     * What stands whatever is refused. Before anything else that may look at bridged packets. Sets of one field are by typeof: an
     * older nft on the host (1.0.6) crashes at any list of rules when a newer one has made them by type.
     */
    static List<String> frame() {
        return List.of(
                "add table " + TABLE + " { flags owner; }",
                "add set " + TABLE + " outsiders { typeof iif; }",
                "add set " + TABLE + " claims4 { type iface_index . ipv4_addr; }",
                "add set " + TABLE + " claims6 { type iface_index . ipv6_addr; }",
                "add set " + TABLE + " dropped { typeof iif; size " + MOST_PORTS + "; flags dynamic; }",
                "add chain " + TABLE + " refused",
                "add rule " + TABLE + " refused add @dropped { iif counter } drop",
                "add chain " + TABLE + " targets",
                "add chain " + TABLE + " prerouting { type filter hook prerouting priority -350; }",
                "add rule " + TABLE + " prerouting iif @outsiders ip protocol 112 goto refused",
                "add rule " + TABLE + " prerouting iif @outsiders ip6 nexthdr 112 goto refused",
                "add rule " + TABLE + " prerouting iif . arp saddr ip @claims4 goto refused",
                "add rule " + TABLE + " prerouting meta l4proto icmpv6 iif . ip6 saddr @claims6 goto refused",
                "add rule " + TABLE + " prerouting icmpv6 type nd-neighbor-advert jump targets");
    }

    /** Makes the standing rules refuse exactly this. */
    List<String> update() {
        List<String> lines = new ArrayList<>(List.of(
                "flush set " + TABLE + " outsiders",
                "flush set " + TABLE + " claims4",
                "flush set " + TABLE + " claims6",
                "flush chain " + TABLE + " targets"));
        add(
                lines,
                "outsiders",
                new TreeSet<>(outsiders).stream().map(String::valueOf).toList());
        Map<String, IpAddress> sorted = new TreeMap<>();
        claims.keySet().forEach(vip -> sorted.put(vip.toString(), vip));
        for (IpAddress vip : sorted.values()) {
            List<String> ports =
                    new TreeSet<>(claims.get(vip)).stream().map(String::valueOf).toList();
            add(
                    lines,
                    vip.family() == AddressFamily.IPV4 ? "claims4" : "claims6",
                    ports.stream().map(port -> port + " . " + vip).toList());
            if (vip.family() == AddressFamily.IPV6 && !ports.isEmpty()) {
                // The target of an advertisement: after 8 octets of ICMPv6.
                lines.add("add rule " + TABLE + " targets iif { " + String.join(", ", ports) + " } @th,64,128 "
                        + RelayRules.hex(vip) + " goto refused");
            }
        }
        return lines;
    }

    private static void add(List<String> lines, String set, List<String> elements) {
        if (!elements.isEmpty()) {
            lines.add("add element " + TABLE + " " + set + " { "
                    + elements.stream().collect(Collectors.joining(", ")) + " }");
        }
    }
}
