package io.fairlead.core.diagnosis;

import io.fairlead.core.net.IpAddress;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A process that matters.
 *
 * @param pid as the host counts
 * @param owner the name of its container, or empty
 * @param network the inode of its network namespace
 * @param capabilities the effective ones, by capabilities(7)' bits
 * @param openFiles how many it may open (the soft limit)
 * @param mentions the virtual addresses that its settings name
 */
public record ProcessFacts(
        Role role,
        long pid,
        String owner,
        long network,
        Optional<Long> capabilities,
        OptionalLong openFiles,
        Set<IpAddress> mentions) {
    /** Why it matters. */
    public enum Role {
        /** The first one of a member, or of a container that uses a member's network. */
        FIRST,
        /** It has {@code FAIRLEAD_VIP} in its environment, and is none of the members'. */
        UNKNOWN_SIDECAR,
        KEEPALIVED
    }

    public ProcessFacts {
        mentions = Set.copyOf(mentions);
    }
}
