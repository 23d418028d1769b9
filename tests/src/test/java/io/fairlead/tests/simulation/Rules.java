package io.fairlead.tests.simulation;

import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Transition;
import io.fairlead.core.vrrp.VirtualRouter;
import io.fairlead.core.vrrp.VirtualRouterState;

/** The state machine that the nodes run: the real one, or a broken one to prove that the checks find it. */
interface Rules {
    Rules REAL = VirtualRouter::step;

    Transition step(VirtualRouter router, VirtualRouterState state, Event event, long nowNanos);

    /** What a driver asks before it sends. */
    default boolean overslept(VirtualRouter router, VirtualRouterState state, long decidedNanos, long nowNanos) {
        return router.overslept(state, decidedNanos, nowNanos);
    }
}
