package io.fairlead.agent.forwarding;

import io.fairlead.linux.nft.Nft;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our rules as a table of our own, which is ours by its name. */
final class NftRules implements NatRules {
    private static final Logger LOG = LoggerFactory.getLogger(NftRules.class);

    private final Journal journal;

    NftRules(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void apply(RuleSet rules) {
        String place = "nft " + Nft.family(rules.family()) + " " + NftScript.TABLE;
        Optional<String> present = Nft.table(rules.family(), NftScript.TABLE);
        if (rules.isEmpty()) {
            if (present.isPresent()) {
                LOG.info("remove nftables table {}", place);
                Nft.apply(NftScript.remove(rules.family()));
            }
            journal.note(journal.state().unmarking(place));
            return;
        }
        String script = NftScript.replace(rules);
        if (present.isPresent()
                && mark(script, present.get()).equals(journal.state().rules().get(place))) {
            return;
        }
        LOG.info(
                "write nftables table {} for {} services",
                place,
                rules.services().size());
        Nft.apply(script);
        String listed = Nft.table(rules.family(), NftScript.TABLE).orElse("");
        journal.note(journal.state().marking(place, mark(script, listed)));
    }

    private static RuleMark mark(String script, String listing) {
        return RuleMark.of(List.of(script), List.of(listing));
    }

    @Override
    public ForwardingStatus.Mode mode() {
        return ForwardingStatus.Mode.NFTABLES;
    }
}
