package io.fairlead.agent.status;

import io.fairlead.core.restart.RestartView;

/**
 * A container that is restarted when it fails; the names are those of the JSON.
 *
 * @param owner the member whose network it uses, or empty: it is a member
 * @param total attempts since the agent began
 * @param nextMillis until the next attempt when the report was made, or −1: none is due
 * @param gaveUp it is left as it is until a person starts it
 * @param situation one line: how it is, and what is done about it
 * @param failure what the engine said to the latest attempt, or empty
 */
public record RestartReport(
        String container,
        String service,
        String owner,
        int attempts,
        int attemptsAtMost,
        long total,
        long nextMillis,
        boolean gaveUp,
        String situation,
        String failure) {
    private static final long NANOS_A_MILLI = 1_000_000;

    static RestartReport of(RestartView view) {
        return new RestartReport(
                view.container(),
                view.service(),
                view.owner().orElse(""),
                view.attempts(),
                view.attemptsAtMost(),
                view.total(),
                view.nextNanos() < 0 ? -1 : view.nextNanos() / NANOS_A_MILLI,
                view.gaveUp(),
                view.situation(),
                view.failure().orElse(""));
    }
}
