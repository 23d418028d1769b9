package io.fairlead.core.director;

import java.util.List;

/** The agent's decisions about the members of its services, as a pure function. */
public record Director(DirectorConfig config) {
    /**
     * The next state and the ordered decisions.
     *
     * @param nowNanos of CLOCK_MONOTONIC, which never goes back
     */
    public DirectorTransition step(DirectorState state, DirectorEvent event, long nowNanos) {
        return new DirectorTransition(state, List.of());
    }

    /** The state in words. */
    public DirectorView view(DirectorState state, long nowNanos) {
        return new DirectorView(List.of());
    }
}
