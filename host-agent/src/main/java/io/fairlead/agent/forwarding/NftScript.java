package io.fairlead.agent.forwarding;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.linux.nft.Nft;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Our table in nft's language. A script replaces the table in one transaction, so no packet meets half of it; connections
 * that exist keep their translation, which conntrack remembers.
 *
 * <pre>
 *  prerouting, output   LAN VIP:port → container VIP:port                            (not with IPVS)
 *  postrouting          source NAT for connections to the LAN VIP whose client the container would answer directly
 * </pre>
 */
final class NftScript {
    static final String TABLE = "fairlead";

    /** Before Docker's rules (−100), which would take a port published on 0.0.0.0 for themselves (P26). */
    private static final int BEFORE_DESTINATION_NAT = -110;
    /** Before Docker's rules (100). */
    private static final int BEFORE_SOURCE_NAT = 90;

    private NftScript() {}

    /** Puts exactly these rules in place of whatever the table had. */
    static String replace(RuleSet rules) {
        StringBuilder script = new StringBuilder(remove(rules.family()));
        script.append("table ")
                .append(Nft.family(rules.family()))
                .append(' ')
                .append(TABLE)
                .append(" {\n");
        if (rules.rewrite()) {
            List<String> rewriting =
                    rules.services().stream().map(NftScript::rewriting).toList();
            chain(script, "prerouting", BEFORE_DESTINATION_NAT, rewriting);
            chain(script, "output", BEFORE_DESTINATION_NAT, rewriting);
        }
        if (rules.hairpin()) {
            chain(
                    script,
                    "postrouting",
                    BEFORE_SOURCE_NAT,
                    rules.services().stream().flatMap(NftScript::hairpin).toList());
        }
        return script.append("}\n").toString();
    }

    /** Removes the table; adding it first keeps that from failing if it is not there. */
    static String remove(AddressFamily family) {
        String table = Nft.family(family) + " " + TABLE + "\n";
        return "add table " + table + "delete table " + table;
    }

    private static void chain(StringBuilder script, String hook, int priority, List<String> rules) {
        script.append("  chain ").append(hook).append(" {\n");
        script.append("    type nat hook ").append(hook).append(" priority ").append(priority);
        script.append("; policy accept;\n");
        rules.forEach(rule -> script.append("    ").append(rule).append('\n'));
        script.append("  }\n");
    }

    private static String rewriting(ForwardedService service) {
        String target = service.containerVip().family() == AddressFamily.IPV6
                ? "[" + service.containerVip() + "]"
                : service.containerVip().toString();
        return "%s daddr %s %s dport %d dnat to %s:%d"
                .formatted(
                        family(service),
                        service.lanVip(),
                        protocol(service),
                        service.lanPort(),
                        target,
                        service.containerPort());
    }

    /** Exactly the connections to the LAN VIP whose client is in the containers' networks, or is this host itself. */
    private static Stream<String> hairpin(ForwardedService service) {
        String family = family(service);
        return service.hairpinClients()
                .map(client -> ("%s saddr %s %s daddr %s %s dport %d"
                                + " ct original %s daddr %s ct original proto-dst %d masquerade")
                        .formatted(
                                family,
                                client,
                                family,
                                service.containerVip(),
                                protocol(service),
                                service.containerPort(),
                                family,
                                service.lanVip(),
                                service.lanPort()));
    }

    private static String family(ForwardedService service) {
        return Nft.family(service.lanVip().family());
    }

    private static String protocol(ForwardedService service) {
        return service.protocol().name().toLowerCase(Locale.ROOT);
    }
}
