package io.fairlead.agent;

import java.util.List;

/** The next state and what to do, in order. */
public record AgentTransition(AgentState state, List<AgentAction> actions) {
    public AgentTransition {
        actions = List.copyOf(actions);
    }
}
