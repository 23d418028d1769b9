package io.fairlead.agent.forwarding;

import io.fairlead.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Our rules in iptables' language, without the chain they are in. */
final class IptablesLines {
    private IptablesLines() {}

    /** LAN VIP:port → container VIP:port. */
    static List<String> rewriting(RuleSet rules) {
        return rules.services().stream()
                .map(service -> "-d %s -p %s -m %s --dport %d -j DNAT --to-destination %s:%d"
                        .formatted(
                                IpPrefix.host(service.lanVip()),
                                protocol(service),
                                protocol(service),
                                service.lanPort(),
                                bracketed(service),
                                service.containerPort()))
                .toList();
    }

    /** Source NAT for exactly the connections to the LAN VIP whose client the container would answer directly (P24). */
    static List<String> hairpin(RuleSet rules) {
        List<String> lines = new ArrayList<>();
        for (ForwardedService service : rules.services()) {
            service.hairpinClients()
                    .map(client -> "-s %s -d %s -p %s -m %s --dport %d %s -j MASQUERADE"
                            .formatted(
                                    client,
                                    IpPrefix.host(service.containerVip()),
                                    protocol(service),
                                    protocol(service),
                                    service.containerPort(),
                                    connectionsOf(service)))
                    .forEach(lines::add);
        }
        return lines;
    }

    /** Both directions of every connection that was made to a LAN VIP's published port. */
    static List<String> acceptance(RuleSet rules) {
        return rules.services().stream()
                .map(service -> "-p " + protocol(service) + " " + connectionsOf(service) + " -j ACCEPT")
                .toList();
    }

    private static String connectionsOf(ForwardedService service) {
        return "-m conntrack --ctorigdst " + service.lanVip() + " --ctorigdstport " + service.lanPort();
    }

    private static String bracketed(ForwardedService service) {
        return switch (service.containerVip().family()) {
            case IPV4 -> service.containerVip().toString();
            case IPV6 -> "[" + service.containerVip() + "]";
        };
    }

    private static String protocol(ForwardedService service) {
        return service.protocol().name().toLowerCase(Locale.ROOT);
    }
}
