package io.fairlead.agent.forwarding;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.linux.nft.Nft;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Our rules as a table of our own, which is ours by its name. */
final class NftRules implements NatRules {
    private static final Logger LOG = LoggerFactory.getLogger(NftRules.class);

    private final Journal journal;
    private final Map<AddressFamily, String> written = new EnumMap<>(AddressFamily.class);

    NftRules(Journal journal) {
        this.journal = journal;
    }

    @Override
    public void apply(RuleSet rules) {
        String place = "nft " + Nft.family(rules.family()) + " " + NftScript.TABLE;
        String script = NftScript.replace(rules);
        String last = written.remove(rules.family());
        if (!rules.isEmpty() && last != null && !last.equals(script)) {
            // Somebody has failed or come: whatever is there now is to be replaced, and a look at it takes
            // milliseconds.
            write(rules, script, place);
            return;
        }
        Optional<String> present = Nft.table(rules.family(), NftScript.TABLE);
        if (rules.isEmpty()) {
            if (present.isPresent()) {
                LOG.info("remove nftables table {}", place);
                Nft.apply(NftScript.remove(rules.family()));
            }
            journal.note(journal.state().unmarking(place));
            return;
        }
        if (present.isPresent()
                && mark(script, present.get()).equals(journal.state().rules().get(place))) {
            written.put(rules.family(), script);
            return;
        }
        write(rules, script, place);
    }

    private void write(RuleSet rules, String script, String place) {
        LOG.info(
                "write nftables table {} for {} services",
                place,
                rules.services().size());
        Nft.apply(script);
        String listed = Nft.table(rules.family(), NftScript.TABLE).orElse("");
        journal.note(journal.state().marking(place, mark(script, listed)));
        written.put(rules.family(), script);
    }

    private static RuleMark mark(String script, String listing) {
        return RuleMark.of(List.of(script), List.of(listing));
    }

    @Override
    public ForwardingStatus.Mode mode() {
        return ForwardingStatus.Mode.NFTABLES;
    }
}
