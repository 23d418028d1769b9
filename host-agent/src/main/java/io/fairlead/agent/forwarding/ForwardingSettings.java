package io.fairlead.agent.forwarding;

import java.nio.file.Path;

/**
 * What an operator decides about forwarding.
 *
 * @param preference which way; {@link Preference#AUTO} takes IPVS where the kernel has it
 * @param sysctls whether kernel settings that forwarding needs are written; otherwise only checked
 * @param hairpin whether clients in the containers' own networks are served too (P24)
 * @param stateFile where the agent notes which kernel objects it made, to adopt them in its next life
 */
public record ForwardingSettings(Preference preference, boolean sysctls, boolean hairpin, Path stateFile) {
    /** Which way to forward. */
    public enum Preference {
        AUTO,
        IPVS,
        NFTABLES
    }
}
