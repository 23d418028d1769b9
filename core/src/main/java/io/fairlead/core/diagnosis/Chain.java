package io.fairlead.core.diagnosis;

import io.fairlead.core.net.AddressFamily;
import java.util.List;
import java.util.Optional;

/**
 * A chain of a packet filter.
 *
 * @param program {@code nft}, or which iptables
 * @param family {@code ip}, {@code ip6} or {@code inet}
 * @param hook where the kernel asks it by itself; empty: only others jump to it
 * @param dropsByDefault its policy
 */
public record Chain(
        String program,
        String family,
        String table,
        String name,
        Optional<Hook> hook,
        boolean dropsByDefault,
        List<Rule> rules) {
    /** Where the kernel asks packet filters. */
    public enum Hook {
        PREROUTING,
        INPUT,
        FORWARD,
        OUTPUT,
        POSTROUTING
    }

    public Chain {
        rules = List.copyOf(rules);
    }

    boolean sees(AddressFamily of) {
        return switch (of) {
            case IPV4 -> family.equals("ip") || family.equals("inet");
            case IPV6 -> family.equals("ip6") || family.equals("inet");
        };
    }

    boolean isBeside(Chain other) {
        return program.equals(other.program) && family.equals(other.family) && table.equals(other.table);
    }

    /** {@code nft table ip keepalived, chain in}. */
    String words() {
        return program + " table " + (program.equals("nft") ? family + " " : "") + table + ", chain " + name;
    }
}
