package io.fairlead.agent.forwarding;

import io.fairlead.linux.nft.Iptables;
import java.util.List;

/** Our rules in chains of our own in legacy iptables' nat table, for kernels whose nf_tables has no IPv4 or no NAT. */
final class IptablesRules implements NatRules {
    private final OwnChains chains;

    IptablesRules(Iptables iptables, Journal journal) {
        this.chains = new OwnChains(iptables, "nat", journal);
    }

    @Override
    public void apply(RuleSet rules) {
        chains.apply(List.of(
                new OwnChain("FAIRLEAD-DNAT", List.of("PREROUTING", "OUTPUT"), destinations(rules)),
                new OwnChain("FAIRLEAD-HAIRPIN", List.of("POSTROUTING"), IptablesLines.hairpin(rules))));
    }

    private static List<String> destinations(RuleSet rules) {
        if (rules.rewrite()) {
            return IptablesLines.rewriting(rules);
        }
        return rules.keepsPorts() ? IptablesLines.keeping(rules) : List.of();
    }

    @Override
    public ForwardingStatus.Mode mode() {
        return ForwardingStatus.Mode.IPTABLES;
    }
}
