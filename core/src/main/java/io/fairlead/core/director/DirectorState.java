package io.fairlead.core.director;

import java.util.List;

/**
 * What the director knows; a value.
 *
 * @param said the latest decisions, oldest first
 * @param deadlineNanos when {@link DirectorEvent.TimerFired} is due, or {@link #NEVER}; firing early is harmless
 */
public record DirectorState(List<Said> said, long deadlineNanos) {
    /** Nothing to wait for. */
    public static final long NEVER = Long.MAX_VALUE;

    public DirectorState {
        said = List.copyOf(said);
    }

    /** A decision and when it was made, on the director's clock. */
    public record Said(long atNanos, Decision decision) {}

    /** Of an agent that has just started: it knows nothing and so does nothing. */
    public static DirectorState initial() {
        return new DirectorState(List.of(), NEVER);
    }
}
