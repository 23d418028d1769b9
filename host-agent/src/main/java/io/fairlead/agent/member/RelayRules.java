package io.fairlead.agent.member;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.sockdiag.ConnectionReset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The rules of a relay, as lines of nft.
 *
 * <pre>
 *  client ──► VIP ──► successor's eth0, netdev ingress
 *                       │ SYN, or of a connection whose SYN came here ──► successor's own sockets
 *                       └ any other TCP ──► out of eth0 again, to the old holder's MAC ──► its open connections
 *  old holder ──► client: directly
 * </pre>
 *
 * The old holder keeps the address while it drains, but must not answer for it: requests for it are dropped, and where it
 * asks for a client's MAC from the address it asks from its own.
 */
final class RelayRules {
    /** Connections begun at the successor while the old holder drains; an entry takes memory only when it is used. */
    private static final int MOST_BEGUN = 262_144;

    private RelayRules() {}

    static String table(IpAddress vip) {
        return "fairlead_relay_" + vip.toString().replaceAll("[^0-9a-f]", "_");
    }

    /** For the successor's namespace, first of all: from here on it is known what is begun there. */
    static List<String> learn(Relays.Route route) {
        String family = family(route.vip());
        String table = "netdev " + table(route.vip());
        // With the port of ours: a client may use one port of its own for connections to several of them.
        String connection = family + " saddr . tcp sport . tcp dport";
        String type = route.vip().family() == AddressFamily.IPV4 ? "ipv4_addr" : "ipv6_addr";
        String rule = rule(route);
        return List.of(
                "add table " + table + " { flags owner; }",
                "add set " + table + " begun { type " + type + " . inet_service . inet_service; size " + MOST_BEGUN
                        + "; flags dynamic,timeout; timeout 10m; }",
                "add chain " + table + " ingress { type filter hook ingress device \""
                        + route.fresh().name() + "\" priority 0; }",
                rule + "tcp flags & (syn|ack) == syn update @begun { " + connection + " } accept",
                rule + connection + " @begun update @begun { " + connection + " } accept");
    }

    /**
     * For the successor's namespace, after {@link #learn}: everything else goes to the old holder.
     *
     * @param before what had been begun there before
     */
    static List<String> bounce(Relays.Route route, List<ConnectionReset.Peer> before) {
        List<String> lines = new ArrayList<>();
        if (!before.isEmpty()) {
            lines.add(before.stream()
                    .limit(MOST_BEGUN)
                    .map(peer -> peer.address() + " . " + peer.port() + " . " + peer.localPort())
                    .distinct()
                    .collect(Collectors.joining(", ", "add element netdev " + table(route.vip()) + " begun { ", " }")));
        }
        // With its own MAC as the source, so that the bridge learns nothing wrong.
        lines.add(
                rule(route) + "meta l4proto tcp ether daddr set " + route.old().mac() + " ether saddr set "
                        + route.fresh().mac() + " fwd to \"" + route.fresh().name() + "\"");
        return lines;
    }

    private static String rule(Relays.Route route) {
        return "add rule netdev " + table(route.vip()) + " ingress " + family(route.vip()) + " daddr " + route.vip()
                + " ";
    }

    /** For the old holder's namespace. */
    static List<String> silence(Relays.Route route) {
        return switch (route.vip().family()) {
            case IPV4 ->
                silence(
                        "arp",
                        route,
                        List.of("arp daddr ip " + route.vip() + " drop"),
                        List.of("arp saddr ip " + route.vip() + " arp saddr ip set " + route.oldOwn()));
            // Target address of a solicitation and of an advertisement: after 8 octets of ICMPv6.
            case IPV6 ->
                silence(
                        "ip6",
                        route,
                        List.of("icmpv6 type nd-neighbor-solicit @th,64,128 " + hex(route.vip()) + " drop"),
                        List.of("icmpv6 type nd-neighbor-advert @th,64,128 " + hex(route.vip()) + " drop"));
        };
    }

    private static List<String> silence(String family, Relays.Route route, List<String> in, List<String> out) {
        String table = family + " " + table(route.vip());
        return List.of(
                "add table " + table + " { flags owner; }",
                "add chain " + table + " input { type filter hook input priority 0; }",
                "add rule " + table + " input " + in.getFirst(),
                "add chain " + table + " output { type filter hook output priority 0; }",
                "add rule " + table + " output " + out.getFirst());
    }

    private static String family(IpAddress vip) {
        return vip.family() == AddressFamily.IPV4 ? "ip" : "ip6";
    }

    static String hex(IpAddress vip) {
        StringBuilder text = new StringBuilder("0x");
        for (byte octet : vip.octets()) {
            text.append("%02x".formatted(octet));
        }
        return text.toString();
    }
}
