package io.fairlead.agent.forwarding;

import io.fairlead.linux.nft.Iptables;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps chains of ours in a table of iptables. Rules of others are never touched; our jumps are put back to the first place
 * when another program, which thinks the same of its own, has put itself before them.
 *
 * @param table for instance {@code nat}
 */
record OwnChains(Iptables iptables, String table, Journal journal) {
    private static final Logger LOG = LoggerFactory.getLogger(OwnChains.class);

    /**
     * Brings our chains to exactly these; writes nothing if they are in place as we left them.
     *
     * @throws io.fairlead.linux.nft.ToolFailed if it is refused; then nothing was changed
     */
    void apply(List<OwnChain> chains) {
        List<String> present = iptables.rules(table);
        List<String> lines = new ArrayList<>();
        boolean rewritten = false;
        for (OwnChain chain : chains) {
            if (chain.rules().isEmpty()) {
                remove(chain, present, lines);
            } else {
                rewritten |= write(chain, present, lines);
                jump(chain, present, lines);
            }
        }
        if (!lines.isEmpty()) {
            LOG.info("change our chains in {} {}: {} lines", iptables.program(), table, lines.size());
            iptables.restore(table, lines);
        }
        note(chains, rewritten);
    }

    private static void remove(OwnChain chain, List<String> present, List<String> lines) {
        for (String hook : chain.hooks()) {
            present.stream().filter(rule -> rule.equals(jump(hook, chain))).forEach(rule -> lines.add(delete(rule)));
        }
        if (present.contains("-N " + chain.name())) {
            lines.add("-F " + chain.name());
            lines.add("-X " + chain.name());
        }
    }

    private boolean write(OwnChain chain, List<String> present, List<String> lines) {
        RuleMark now = RuleMark.of(chain.rules(), listed(chain, present));
        if (present.contains("-N " + chain.name())
                && now.equals(journal.state().rules().get(place(chain)))) {
            return false;
        }
        lines.add(":" + chain.name() + " - [0:0]");
        chain.rules().forEach(rule -> lines.add("-A " + chain.name() + " " + rule));
        return true;
    }

    private static void jump(OwnChain chain, List<String> present, List<String> lines) {
        for (String hook : chain.hooks()) {
            List<String> rules = present.stream()
                    .filter(rule -> rule.startsWith("-A " + hook + " "))
                    .toList();
            List<String> ours = rules.stream().filter(jump(hook, chain)::equals).toList();
            if (ours.size() != 1 || !rules.getFirst().equals(ours.getFirst())) {
                ours.forEach(rule -> lines.add(delete(rule)));
                lines.add("-I " + hook + " 1 " + chain.jump());
            }
        }
    }

    private static String jump(String hook, OwnChain chain) {
        return "-A " + hook + " " + chain.jump();
    }

    private static String delete(String rule) {
        return "-D" + rule.substring("-A".length());
    }

    private void note(List<OwnChain> chains, boolean rewritten) {
        List<String> now = rewritten ? iptables.rules(table) : List.of();
        for (OwnChain chain : chains) {
            if (chain.rules().isEmpty()) {
                journal.note(journal.state().unmarking(place(chain)));
            } else if (rewritten) {
                journal.note(journal.state().marking(place(chain), RuleMark.of(chain.rules(), listed(chain, now))));
            }
        }
    }

    private static List<String> listed(OwnChain chain, List<String> rules) {
        return rules.stream()
                .filter(rule -> rule.startsWith("-A " + chain.name() + " "))
                .toList();
    }

    private String place(OwnChain chain) {
        return iptables.program() + " " + table + " " + chain.name();
    }
}
