package io.fairlead.agent.forwarding;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.linux.nft.Iptables;
import io.fairlead.linux.nft.Nft;
import io.fairlead.linux.nft.ToolFailed;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Picks what this kernel has for NAT rules: nf_tables; or legacy iptables, as on many storage boxes; or nothing. What was
 * found to work stays until the agent starts again; nothing is looked for again each time.
 */
final class NatChoice {
    /** What there is for a family: rules, or the reason why not. */
    sealed interface Choice {
        record Rules(NatRules rules) implements Choice {}

        record None(String reason) implements Choice {}
    }

    private final Journal journal;
    private final Map<AddressFamily, NatRules> picked = new EnumMap<>(AddressFamily.class);
    private final Map<AddressFamily, String> reasons = new EnumMap<>(AddressFamily.class);

    NatChoice(Journal journal) {
        this.journal = journal;
    }

    /**
     * Applies {@code rules} by what there is.
     *
     * @return what there is, or why it could not be done
     */
    Choice apply(RuleSet rules) {
        NatRules known = picked.get(rules.family());
        if (known != null) {
            return attempt(known, rules);
        }
        if (rules.isEmpty()) {
            return clear(rules);
        }
        Choice choice = choose(rules);
        if (choice instanceof Choice.Rules(NatRules found)) {
            picked.put(rules.family(), found);
        }
        return choice;
    }

    private Choice choose(RuleSet rules) {
        Optional<String> objection = Nft.objection(NftScript.replace(rules));
        if (objection.isEmpty()) {
            reasons.put(rules.family(), "nftables");
            return attempt(new NftRules(journal), rules);
        }
        reasons.put(
                rules.family(),
                "legacy iptables, for nft's are refused: " + objection.get().replaceFirst("^/dev/stdin:\\S+ ", ""));
        Optional<Iptables> legacy = Iptables.find(Iptables.Kind.LEGACY, rules.family());
        if (legacy.isEmpty()) {
            return new Choice.None("nft: " + objection.get() + "; legacy iptables is not installed");
        }
        return switch (attempt(new IptablesRules(legacy.get(), journal), rules)) {
            case Choice.None(String reason) -> new Choice.None("nft: " + objection.get() + "; " + reason);
            case Choice.Rules chosen -> chosen;
        };
    }

    /** In which form rules were written, and why; empty: none were. */
    String words() {
        boolean one = picked.values().stream().map(NatRules::mode).distinct().count() < 2;
        return one
                ? picked.keySet().stream().findFirst().map(reasons::get).orElse("")
                : picked.keySet().stream()
                        .map(family -> (family == AddressFamily.IPV4 ? "IPv4: " : "IPv6: ") + reasons.get(family))
                        .collect(Collectors.joining("; "));
    }

    private static Choice attempt(NatRules candidate, RuleSet rules) {
        try {
            candidate.apply(rules);
            return new Choice.Rules(candidate);
        } catch (ToolFailed e) {
            return new Choice.None(e.getMessage());
        }
    }

    /** Nothing is wanted; takes away what an earlier life left, in both places. */
    private Choice clear(RuleSet nothing) {
        Choice cleared = attempt(new NftRules(journal), nothing);
        Iptables.find(Iptables.Kind.LEGACY, nothing.family())
                .ifPresent(legacy -> attempt(new IptablesRules(legacy, journal), nothing));
        return cleared;
    }
}
