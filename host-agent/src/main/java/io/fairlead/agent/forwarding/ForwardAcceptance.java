package io.fairlead.agent.forwarding;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.linux.nft.Iptables;
import io.fairlead.linux.nft.ToolFailed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps connections to LAN VIPs from being dropped in the FORWARD chain, where Docker's rules drop what is new and comes
 * from outside, and what passes from one of its bridges to another. An accept in a table of our own could not undo that:
 * each table has its own say. So a chain of ours is the first that iptables' own FORWARD chain asks, next to Docker's
 * and not in them (P27). Where nothing is dropped there, nothing is done.
 */
final class ForwardAcceptance {
    private static final String CHAIN = "FAIRLEAD-FORWARD";

    private final Journal journal;
    private final Map<String, Optional<Iptables>> found = new HashMap<>();

    ForwardAcceptance(Journal journal) {
        this.journal = journal;
    }

    /**
     * Brings our chains to these connections.
     *
     * @return why it could not be done; empty: connections pass
     */
    Optional<String> apply(RuleSet rules) {
        for (Iptables.Kind kind : Iptables.Kind.values()) {
            Optional<Iptables> iptables =
                    found.computeIfAbsent(kind + " " + rules.family(), name -> Iptables.find(kind, rules.family()));
            try {
                iptables.ifPresent(present -> apply(present, rules));
            } catch (ToolFailed e) {
                return Optional.of(e.getMessage());
            }
        }
        return missing(rules.family(), rules);
    }

    private void apply(Iptables iptables, RuleSet rules) {
        List<String> accept =
                !rules.services().isEmpty() && isRestricted(iptables) ? IptablesLines.acceptance(rules) : List.of();
        new OwnChains(iptables, "filter", journal).apply(List.of(new OwnChain(CHAIN, List.of("FORWARD"), accept)));
    }

    /** Whether somebody else has a say in FORWARD. */
    private static boolean isRestricted(Iptables iptables) {
        return iptables.rules("filter").stream()
                .anyMatch(rule -> rule.equals("-P FORWARD DROP")
                        || (rule.startsWith("-A FORWARD ") && !rule.endsWith("-j " + CHAIN)));
    }

    private Optional<String> missing(AddressFamily family, RuleSet rules) {
        boolean none = found.get(Iptables.Kind.NFT + " " + family).isEmpty()
                && found.get(Iptables.Kind.LEGACY + " " + family).isEmpty();
        return none && !rules.services().isEmpty()
                ? Optional.of("iptables is not installed, so it is unknown whether Docker's FORWARD rules drop them")
                : Optional.empty();
    }
}
