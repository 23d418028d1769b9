package io.fairlead.core.director;

import java.util.List;

/** The next state and what to do, in order. */
public record DirectorTransition(DirectorState state, List<Decision> decisions) {
    public DirectorTransition {
        decisions = List.copyOf(decisions);
    }
}
