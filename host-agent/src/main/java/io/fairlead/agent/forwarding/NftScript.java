package io.fairlead.agent.forwarding;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.nft.Nft;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Our table in nft's language. A script replaces the table in one transaction, so no packet meets half of it; connections
 * that exist keep their translation, which conntrack remembers.
 *
 * <pre>
 *  prerouting, output   LAN VIP:port → a target; with IPVS → itself, so that nobody else sends it anywhere
 *  postrouting          source NAT for connections to the LAN VIP whose client the target would answer directly
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
            List<NftService> services = IntStream.range(0, rules.services().size())
                    .mapToObj(i -> new NftService(i, rules.services().get(i)))
                    .toList();
            services.forEach(service -> script.append(service.declarations()));
            List<String> rewriting = services.stream()
                    .flatMap(service -> service.rule().stream())
                    .toList();
            chain(script, "prerouting", BEFORE_DESTINATION_NAT, rewriting);
            chain(script, "output", BEFORE_DESTINATION_NAT, rewriting);
        } else if (rules.keepsPorts()) {
            List<String> kept = rules.services().stream().map(NftScript::keep).toList();
            chain(script, "prerouting", BEFORE_DESTINATION_NAT, kept);
            chain(script, "output", BEFORE_DESTINATION_NAT, kept);
        }
        List<String> hairpin = rules.services().stream()
                .flatMap(service -> hairpin(service, rules.hairpin()))
                .toList();
        if (!hairpin.isEmpty()) {
            chain(script, "postrouting", BEFORE_SOURCE_NAT, hairpin);
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

    /** What has been translated, be it to what it was, is not translated again (P26). */
    private static String keep(ForwardedService service) {
        return new NftService(0, service).match() + "dnat to " + service.ownPlace();
    }

    /** Exactly the connections to the LAN VIP whose client the target would answer past this host. */
    private static Stream<String> hairpin(ForwardedService service, boolean neighbours) {
        return service.translated().stream()
                .flatMap(target -> service.translatedClients(neighbours).stream()
                        .map(client -> hairpin(service, target.key(), client)));
    }

    private static String hairpin(ForwardedService service, Destination.Key target, IpPrefix client) {
        String family = Nft.family(service.family());
        String from = client.length() == 0 ? "" : family + " saddr " + client + " ";
        String protocol = service.protocol()
                .map(known -> known.name().toLowerCase(Locale.ROOT))
                .orElse("");
        String port = protocol.isEmpty()
                ? ""
                : target.port() == 0 ? "meta l4proto " + protocol + " " : protocol + " dport " + target.port() + " ";
        String original = service.lanPort() == 0 ? "" : " ct original proto-dst " + service.lanPort();
        return from + family + " daddr " + target.address() + " " + port + "ct original " + family + " daddr "
                + service.lanVip() + original + " masquerade";
    }
}
