package io.fairlead.agent.forwarding;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ForwardingMethod;
import io.fairlead.core.ipvs.ServiceFlag;
import io.fairlead.core.ipvs.VirtualService;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What stands in for a scheduler of IPVS where rules forward, and what cannot be had there. */
enum Substitute {
    /** One after the other. */
    TURNS("by turns"),
    /** One after the other, each as often in a row as its weight says. */
    WEIGHTED_TURNS("by turns, in the proportion of the weights"),
    /** Connections are not counted, so the one with the fewest cannot be picked. */
    CHANCE("by chance, in the proportion of the weights: rules do not count connections"),
    SOURCE_HASH("by a hash of the client's address, in the proportion of the weights"),
    SOURCE_PORT_HASH("by a hash of the client's address and port, in the proportion of the weights"),
    DESTINATION_HASH("by a hash of the LAN address, in the proportion of the weights"),
    HIGHEST("the one with the highest weight");

    private final String words;

    Substitute(String words) {
        this.words = words;
    }

    static Substitute of(VirtualService service) {
        boolean port = service.flags().contains(ServiceFlag.SCHED2);
        return switch (service.scheduler().name()) {
            case "rr" -> TURNS;
            case "wrr" -> WEIGHTED_TURNS;
            case "sh", "mh" -> port ? SOURCE_PORT_HASH : SOURCE_HASH;
            case "dh" -> DESTINATION_HASH;
            case "fo" -> HIGHEST;
            default -> CHANCE;
        };
    }

    /** Those of {@code all} that get connections. */
    List<Destination> pick(List<Destination> all) {
        List<Destination> willing =
                all.stream().filter(target -> target.weight() > 0).toList();
        return this == HIGHEST
                ? willing.stream().max(Comparator.comparingInt(Destination::weight)).stream()
                        .toList()
                : willing;
    }

    /** How many numbers lead to a target. */
    int slots(Destination target) {
        return this == TURNS ? 1 : target.weight();
    }

    /** The expression that gives a number below {@code total}. */
    String number(String family, int total) {
        return switch (this) {
            case TURNS, WEIGHTED_TURNS -> "numgen inc mod " + total;
            case CHANCE, HIGHEST -> "numgen random mod " + total;
            case SOURCE_HASH -> "jhash " + family + " saddr mod " + total + " seed 0x46616972";
            case SOURCE_PORT_HASH -> "jhash " + family + " saddr . th sport mod " + total + " seed 0x46616972";
            case DESTINATION_HASH -> "jhash " + family + " daddr mod " + total + " seed 0x46616972";
        };
    }

    /**
     * What a user of IPVS must know about a service that rules forward.
     *
     * @param byChanceOnly the tool can pick in no other way: legacy iptables
     */
    static List<String> notes(ForwardedService service, boolean byChanceOnly) {
        VirtualService wanted = service.entry().service();
        List<String> notes = new ArrayList<>();
        if (service.entry().destinations().size() > 1) {
            Substitute substitute = byChanceOnly ? CHANCE : of(wanted);
            notes.add("scheduler " + wanted.scheduler() + " became: " + substitute.words);
        }
        if (wanted.persistence().isPresent() && service.entry().destinations().size() > 1) {
            notes.add(
                    byChanceOnly
                            ? "persistence is not kept"
                            : "a client is remembered for "
                                    + wanted.persistence().get().timeoutSeconds() + " s, until a rule is changed");
        }
        if (wanted.flags().contains(ServiceFlag.ONEPACKET)) {
            notes.add("datagrams of one client and port stay together");
        }
        if (service.destinations().stream().anyMatch(each -> each.upperThreshold() > 0)) {
            notes.add("thresholds are not kept: rules do not count connections");
        }
        return notes;
    }

    /** Why rules cannot forward a service at all. */
    static Optional<String> impossible(ForwardedService service) {
        return service.destinations().stream()
                .filter(each -> each.method() != ForwardingMethod.MASQ)
                .findFirst()
                .map(each -> "method " + (each.method() == ForwardingMethod.DROUTE ? "dr" : "tunnel")
                        + " needs ip_vs; with rules only nat can be had");
    }
}
