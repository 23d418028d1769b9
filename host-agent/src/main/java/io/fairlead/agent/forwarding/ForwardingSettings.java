package io.fairlead.agent.forwarding;

import io.fairlead.linux.ipvs.Timeouts;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an operator decides about forwarding.
 *
 * @param preference which way; {@link Preference#AUTO} takes IPVS where the kernel has it
 * @param sysctls whether kernel settings that forwarding needs are written; otherwise only checked
 * @param hairpin whether clients in the containers' own networks are served too (P24)
 * @param timeouts of IPVS for the whole host; 0: as they are
 * @param sync with the hosts that share LAN addresses; empty: no connections are shared
 * @param stateFile where the agent notes which kernel objects it made, to adopt them in its next life
 */
public record ForwardingSettings(
        Preference preference,
        boolean sysctls,
        boolean hairpin,
        Timeouts timeouts,
        Optional<SyncSettings> sync,
        Path stateFile) {
    /** Without what concerns IPVS as a whole. */
    public ForwardingSettings(Preference preference, boolean sysctls, boolean hairpin, Path stateFile) {
        this(preference, sysctls, hairpin, Timeouts.AS_THEY_ARE, Optional.empty(), stateFile);
    }

    /** Which way to forward. */
    public enum Preference {
        AUTO,
        IPVS,
        NFTABLES
    }
}
