package io.fairlead.core.vrrp;

import java.util.List;

/** The next state and what to do, in order. */
public record Transition(VirtualRouterState state, List<Action> actions) {
    public Transition {
        actions = List.copyOf(actions);
    }

    Transition(VirtualRouterState state, Action... actions) {
        this(state, List.of(actions));
    }
}
