package io.fairlead.sidecar.haproxy;

import java.util.List;

/** The next state and what to do, in order. */
public record HaproxyStep(HaproxyState state, List<HaproxyAction> actions) {
    public HaproxyStep {
        actions = List.copyOf(actions);
    }

    HaproxyStep(HaproxyState state, HaproxyAction... actions) {
        this(state, List.of(actions));
    }
}
