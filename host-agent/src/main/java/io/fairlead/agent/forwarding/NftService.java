package io.fairlead.agent.forwarding;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.Persistence;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.linux.nft.Nft;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One service in nft's language. With a single target it is one rule; otherwise
 *
 * <pre>
 *  base chain ─ match ─► service-N ─┬─ client known in @clients-N-0 ─► target-N-0: remember the client, dnat
 *                                   ├─ client known in @clients-N-1 ─► target-N-1   (only with persistence)
 *                                   └─ number by turns, by chance or of the client's address ─► target-N-…
 * </pre>
 */
final class NftService {
    private final int number;
    private final ForwardedService service;
    private final String family;
    private final List<Destination> targets;
    private final Substitute substitute;

    NftService(int number, ForwardedService service) {
        this.number = number;
        this.service = service;
        this.family = Nft.family(service.family());
        this.substitute = Substitute.of(service.entry().service());
        this.targets = substitute.pick(service.translated());
    }

    /** What a base chain has for it; empty if no target takes connections. */
    Optional<String> rule() {
        if (targets.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(match() + (isPlain() ? dnat(targets.getFirst()) : "goto service-" + number));
    }

    /** The sets and chains that {@link #rule} needs. */
    String declarations() {
        if (targets.isEmpty() || isPlain()) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < targets.size(); i++) {
            int target = i;
            service.entry().service().persistence().ifPresent(persistence -> text.append(set(target, persistence)));
            text.append("  chain ").append(targetChain(i)).append(" {\n");
            service.entry()
                    .service()
                    .persistence()
                    .ifPresent(persistence -> text.append("    update @")
                            .append(clients(target))
                            .append(" { ")
                            .append(client(persistence))
                            .append(" }\n"));
            text.append("    ")
                    .append(protocol(targets.get(i)))
                    .append(dnat(targets.get(i)))
                    .append("\n  }\n");
        }
        return text.append(choice()).toString();
    }

    private boolean isPlain() {
        return targets.size() == 1;
    }

    /** What it asks of a packet. */
    String match() {
        String daddr = family + " daddr " + service.lanVip() + " ";
        return switch (service.key()) {
            case ServiceKey.Address address -> {
                String protocol = address.protocol().name().toLowerCase(Locale.ROOT);
                yield daddr
                        + (address.port() == 0
                                ? "meta l4proto " + protocol + " "
                                : protocol + " dport " + address.port() + " ");
            }
            case ServiceKey.FirewallMark(AddressFamily _, int mark) ->
                daddr + "meta mark 0x" + Integer.toHexString(mark) + " ";
        };
    }

    /** A chain of its own does not see what led to it, and a port needs a protocol. */
    private String protocol(Destination target) {
        return target.key().port() == 0
                ? ""
                : service.protocol()
                        .map(known -> "meta l4proto " + known.name().toLowerCase(Locale.ROOT) + " ")
                        .orElse("");
    }

    private static String dnat(Destination target) {
        Destination.Key key = target.key();
        return "dnat to " + (key.port() == 0 ? key.address().toString() : key.toString());
    }

    private String set(int target, Persistence persistence) {
        return "  set " + clients(target) + " {\n    type " + (family.equals("ip") ? "ipv4_addr" : "ipv6_addr")
                + "\n    size 65535\n    flags dynamic,timeout\n    timeout " + persistence.timeoutSeconds()
                + "s\n  }\n";
    }

    private String choice() {
        StringBuilder text = new StringBuilder("  chain service-" + number + " {\n");
        service.entry().service().persistence().ifPresent(persistence -> {
            for (int i = 0; i < targets.size(); i++) {
                text.append("    ")
                        .append(client(persistence))
                        .append(" @")
                        .append(clients(i))
                        .append(" goto ")
                        .append(targetChain(i))
                        .append('\n');
            }
        });
        text.append("    ").append(substitute.number(family, total())).append(" vmap { ");
        int from = 0;
        for (int i = 0; i < targets.size(); i++) {
            int to = from + substitute.slots(targets.get(i)) - 1;
            text.append(i == 0 ? "" : ", ")
                    .append(from == to ? "" + from : from + "-" + to)
                    .append(" : goto ")
                    .append(targetChain(i));
            from = to + 1;
        }
        return text.append(" }\n  }\n").toString();
    }

    private int total() {
        return targets.stream().mapToInt(substitute::slots).sum();
    }

    private String client(Persistence persistence) {
        int whole = service.family().octets() * 8;
        return family + " saddr"
                + (persistence.prefixLength() == whole
                        ? ""
                        : " and " + Netmasks.mask(service.family(), persistence.prefixLength()));
    }

    private String clients(int target) {
        return "clients-" + number + "-" + target;
    }

    private String targetChain(int target) {
        return "target-" + number + "-" + target;
    }
}
