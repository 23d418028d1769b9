package io.fairlead.core.restart;

import java.util.Optional;

/**
 * One container that is restarted when it fails, in words.
 *
 * @param owner the name of the member whose network it uses; empty: it is a member
 * @param attempts since it was last well for long enough
 * @param attemptsAtMost then it is given up
 * @param total attempts since the agent began
 * @param nextNanos until the next attempt, or −1: none is due
 * @param gaveUp it is left as it is until a person starts it
 * @param situation one line: how it is, and what is done about it
 * @param failure what the engine said to the latest attempt, if it could not do it
 */
public record RestartView(
        String container,
        String service,
        Optional<String> owner,
        int attempts,
        int attemptsAtMost,
        long total,
        long nextNanos,
        boolean gaveUp,
        String situation,
        Optional<String> failure) {}
