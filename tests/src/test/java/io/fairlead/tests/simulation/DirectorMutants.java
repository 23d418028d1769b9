package io.fairlead.tests.simulation;

import io.fairlead.core.director.Decision;
import io.fairlead.core.director.Director;
import io.fairlead.core.director.DirectorEvent;
import io.fairlead.core.director.DirectorState;
import io.fairlead.core.director.DirectorTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Directors with one rule broken each, and the check that has to find it. */
enum DirectorMutants implements DirectorRules {
    /** Takes a fence for done when it is asked for. */
    PROMOTES_BEFORE_THE_FENCE(Violation.Check.PROMOTION) {
        @Override
        public DirectorTransition step(Director director, DirectorState state, DirectorEvent event, long now) {
            DirectorTransition first = director.step(state, event, now);
            List<Decision> decisions = new ArrayList<>(first.decisions());
            DirectorState next = first.state();
            for (Decision decision : first.decisions()) {
                if (decision instanceof Decision.Fence fence) {
                    DirectorTransition then = director.step(next, done(fence), now);
                    decisions.addAll(then.decisions());
                    next = then.state();
                }
            }
            return new DirectorTransition(next, decisions);
        }
    },

    /** Takes a fence that failed for one that is done. */
    BELIEVES_FAILED_FENCES(Violation.Check.PROMOTION) {
        @Override
        public DirectorTransition step(Director director, DirectorState state, DirectorEvent event, long now) {
            return director.step(
                    state,
                    event instanceof DirectorEvent.FenceDone it
                            ? new DirectorEvent.FenceDone(it.service(), it.member(), Optional.empty())
                            : event,
                    now);
        }
    },

    /** Takes who is no longer on the channel for gone. */
    SILENCE_IS_DEATH(Violation.Check.PROMOTION) {
        @Override
        public DirectorTransition step(Director director, DirectorState state, DirectorEvent event, long now) {
            DirectorTransition first = director.step(state, event, now);
            if (!(event instanceof DirectorEvent.Disconnected it)) {
                return first;
            }
            DirectorState dead = director.step(first.state(), new DirectorEvent.ContainerDied(it.member()), now)
                    .state();
            return director.step(
                    dead, new DirectorEvent.FenceDone(SimulatedAgent.SERVICE, it.member(), Optional.empty()), now);
        }
    },

    /** Takes who was thawed for still fenced. */
    NEVER_SEES_A_THAW(Violation.Check.PROMOTION) {
        @Override
        public DirectorTransition step(Director director, DirectorState state, DirectorEvent event, long now) {
            return event instanceof DirectorEvent.Thawed
                    ? new DirectorTransition(state, List.of())
                    : director.step(state, event, now);
        }
    },

    /** Lets the protocol's timers do everything. */
    NEVER_PROMOTES(Violation.Check.HELD_IN_TIME) {
        @Override
        public DirectorTransition step(Director director, DirectorState state, DirectorEvent event, long now) {
            return without(director.step(state, event, now), decision -> decision instanceof Decision.Promote);
        }
    },

    /** Waits for fences that it never asks for. */
    NEVER_FENCES(Violation.Check.HELD_IN_TIME) {
        @Override
        public DirectorTransition step(Director director, DirectorState state, DirectorEvent event, long now) {
            return without(director.step(state, event, now), decision -> decision instanceof Decision.Fence);
        }
    },

    /** Does not look at the freezer. */
    NEVER_SEES_A_FREEZE(Violation.Check.HELD_IN_TIME) {
        @Override
        public DirectorTransition step(Director director, DirectorState state, DirectorEvent event, long now) {
            return event instanceof DirectorEvent.Frozen
                    ? new DirectorTransition(state, List.of())
                    : director.step(state, event, now);
        }
    };

    private final Violation.Check finder;

    DirectorMutants(Violation.Check finder) {
        this.finder = finder;
    }

    Violation.Check finder() {
        return finder;
    }

    private static DirectorEvent done(Decision.Fence fence) {
        return new DirectorEvent.FenceDone(fence.service(), fence.member(), Optional.empty());
    }

    private static DirectorTransition without(DirectorTransition transition, Predicate<Decision> dropped) {
        return new DirectorTransition(
                transition.state(),
                transition.decisions().stream().filter(dropped.negate()).toList());
    }
}
