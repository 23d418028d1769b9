package io.fairlead.agent.forwarding;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Our rules in iptables' language, without the chain they are in. */
final class IptablesLines {
    private IptablesLines() {}

    /** LAN VIP:port → targets, by chance in the proportion of their weights. */
    static List<String> rewriting(RuleSet rules) {
        return rules.services().stream().flatMap(IptablesLines::rewriting).toList();
    }

    private static Stream<String> rewriting(ForwardedService service) {
        List<Destination> targets = service.translated().stream()
                .filter(target -> target.weight() > 0)
                .toList();
        int left = targets.stream().mapToInt(Destination::weight).sum();
        List<String> lines = new ArrayList<>();
        for (Destination target : targets) {
            // Each rule is asked about what the rules before it left.
            String share = left == target.weight()
                    ? ""
                    : String.format(
                            Locale.ROOT,
                            " -m statistic --mode random --probability %.6f",
                            (double) target.weight() / left);
            lines.add(matching(service) + share + " -j DNAT --to-destination " + place(target));
            left -= target.weight();
        }
        return lines.stream();
    }

    /** LAN VIP:port → itself: what has been translated is not translated again (P26). */
    static List<String> keeping(RuleSet rules) {
        return rules.services().stream()
                .map(service -> matching(service) + " -j DNAT --to-destination " + service.ownPlace())
                .toList();
    }

    private static String matching(ForwardedService service) {
        String daddr = "-d " + IpPrefix.host(service.lanVip());
        return switch (service.key()) {
            case ServiceKey.Address address -> {
                String protocol = address.protocol().name().toLowerCase(Locale.ROOT);
                yield daddr + " -p " + protocol
                        + (address.port() == 0 ? "" : " -m " + protocol + " --dport " + address.port());
            }
            case ServiceKey.FirewallMark(AddressFamily _, int mark) ->
                daddr + " -m mark --mark 0x" + Integer.toHexString(mark);
        };
    }

    private static String place(Destination target) {
        if (target.key().port() != 0) {
            return target.key().toString();
        }
        return target.key().address().toString();
    }

    /** Source NAT for exactly the connections to the LAN VIP whose client the target would answer directly (P24). */
    static List<String> hairpin(RuleSet rules) {
        List<String> lines = new ArrayList<>();
        for (ForwardedService service : rules.services()) {
            for (Destination target : service.translated()) {
                service.translatedClients(rules.hairpin())
                        .forEach(client -> lines.add(hairpin(service, target, client)));
            }
        }
        return lines;
    }

    private static String hairpin(ForwardedService service, Destination target, IpPrefix client) {
        String protocol = protocol(service);
        String port = protocol.isEmpty() || target.key().port() == 0
                ? protocol.isEmpty() ? "" : " -p " + protocol
                : " -p " + protocol + " -m " + protocol + " --dport "
                        + target.key().port();
        return "-s " + client + " -d " + IpPrefix.host(target.key().address()) + port + " " + connectionsOf(service)
                + " -j MASQUERADE";
    }

    /** Both directions of every connection that was made to a LAN VIP's published port. */
    static List<String> acceptance(RuleSet rules) {
        return rules.services().stream()
                .filter(service -> !service.translated().isEmpty())
                .map(service -> {
                    String protocol = protocol(service);
                    return (protocol.isEmpty() ? "" : "-p " + protocol + " ") + connectionsOf(service) + " -j ACCEPT";
                })
                .distinct()
                .toList();
    }

    private static String connectionsOf(ForwardedService service) {
        return "-m conntrack --ctorigdst " + service.lanVip()
                + (service.lanPort() == 0 ? "" : " --ctorigdstport " + service.lanPort());
    }

    private static String protocol(ForwardedService service) {
        return service.protocol()
                .map(known -> known.name().toLowerCase(Locale.ROOT))
                .orElse("");
    }
}
