package io.fairlead.tests.simulation;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.Action;
import io.fairlead.core.vrrp.Advertisement;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Transition;
import io.fairlead.core.vrrp.VirtualRouter;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.core.vrrp.VirtualRouterState.Active;
import io.fairlead.core.vrrp.VirtualRouterState.Backup;
import java.util.List;
import java.util.function.Predicate;

/** State machines with one rule broken each, and the check that has to find it. */
enum Mutants implements Rules {
    /** V46: goes on where it stopped. */
    SLEEPER_GOES_ON(Violation.Check.SLEEP) {
        @Override
        public Transition step(VirtualRouter router, VirtualRouterState state, Event event, long now) {
            return state instanceof Active active && router.overslept(state, now, now)
                    ? new Transition(
                            goingOn(active, now),
                            List.of(new Action.SendAdvertisement(active.priority()), new Action.AnnounceAddresses()))
                    : Rules.REAL.step(router, state, event, now);
        }

        @Override
        public boolean overslept(VirtualRouter router, VirtualRouterState state, long decided, long now) {
            return false;
        }
    },

    /** V46: the driver does not look at the clock between two actions. */
    DRIVER_NEVER_ASKS(Violation.Check.SLEEP) {
        @Override
        public boolean overslept(VirtualRouter router, VirtualRouterState state, long decided, long now) {
            return false;
        }
    },

    /** V46: a Backup whose timer is overdue takes over however long it slept. */
    BACKUP_WAKES_AS_ACTIVE(Violation.Check.SLEEP) {
        @Override
        public Transition step(VirtualRouter router, VirtualRouterState state, Event event, long now) {
            return state instanceof Backup backup && router.overslept(state, now, now)
                    ? router.step(due(backup, now), new Event.TimerFired(), now)
                    : Rules.REAL.step(router, state, event, now);
        }
    },

    /** V36: nobody gives way. */
    NEVER_GIVES_WAY(Violation.Check.ONE_ACTIVE) {
        @Override
        public Transition step(VirtualRouter router, VirtualRouterState state, Event event, long now) {
            return state instanceof Active && event instanceof Event.AdvertisementReceived
                    ? new Transition(state, List.of())
                    : Rules.REAL.step(router, state, event, now);
        }
    },

    /** V36: of two with one priority the smaller address wins: at both ends, so both give way for ever. */
    EQUALS_BOTH_GIVE_WAY(Violation.Check.ONE_ACTIVE) {
        @Override
        public Transition step(VirtualRouter router, VirtualRouterState state, Event event, long now) {
            return state instanceof Active
                            && event instanceof Event.AdvertisementReceived(Advertisement theirs, IpAddress _)
                            && theirs.priority() == state.priority()
                    ? router.step(state, new Event.AdvertisementReceived(theirs, greatest(router)), now)
                    : Rules.REAL.step(router, state, event, now);
        }
    },

    /** V27: nobody takes over. */
    NEVER_TAKES_OVER(Violation.Check.ONE_ACTIVE) {
        @Override
        public Transition step(VirtualRouter router, VirtualRouterState state, Event event, long now) {
            return state instanceof Backup backup && event instanceof Event.TimerFired
                    ? new Transition(due(backup, now + World.SECOND), List.of())
                    : Rules.REAL.step(router, state, event, now);
        }
    },

    /** V36: gives way and keeps the address. */
    KEEPS_THE_ADDRESS(Violation.Check.HOLDING) {
        @Override
        public Transition step(VirtualRouter router, VirtualRouterState state, Event event, long now) {
            return without(
                    Rules.REAL.step(router, state, event, now),
                    action -> state instanceof Active && action instanceof Action.RemoveAddresses);
        }
    },

    /** V47: the lease is not renewed. */
    NEVER_RENEWS(Violation.Check.STABLE) {
        @Override
        public Transition step(VirtualRouter router, VirtualRouterState state, Event event, long now) {
            return without(
                    Rules.REAL.step(router, state, event, now),
                    action -> state instanceof Active && action instanceof Action.RenewLease);
        }
    },

    /** V48: announces once and never again, whatever others announced meanwhile. */
    ANNOUNCES_ONCE(Violation.Check.ANNOUNCEMENT) {
        @Override
        public Transition step(VirtualRouter router, VirtualRouterState state, Event event, long now) {
            return without(
                    Rules.REAL.step(router, state, event, now),
                    action -> state instanceof Active && action instanceof Action.AnnounceAddresses);
        }
    },

    /** V30: hears a lower priority and resets its timer all the same. */
    NEVER_PREEMPTS(Violation.Check.PRIORITY) {
        @Override
        public Transition step(VirtualRouter router, VirtualRouterState state, Event event, long now) {
            return state instanceof Backup
                            && event instanceof Event.AdvertisementReceived(Advertisement theirs, IpAddress source)
                            && theirs.priority() != 0
                    ? router.step(state, new Event.AdvertisementReceived(withPriority(theirs, 255), source), now)
                    : Rules.REAL.step(router, state, event, now);
        }
    },

    /** V29: takes no notice of advertisements and tries again and again. */
    DEAF_BACKUP(Violation.Check.STABLE) {
        @Override
        public Transition step(VirtualRouter router, VirtualRouterState state, Event event, long now) {
            return state instanceof Backup && event instanceof Event.AdvertisementReceived
                    ? new Transition(state, List.of())
                    : Rules.REAL.step(router, state, event, now);
        }
    };

    private final Violation.Check finder;

    Mutants(Violation.Check finder) {
        this.finder = finder;
    }

    Violation.Check finder() {
        return finder;
    }

    @Override
    public Transition step(VirtualRouter router, VirtualRouterState state, Event event, long now) {
        return Rules.REAL.step(router, state, event, now);
    }

    private static Transition without(Transition transition, Predicate<Action> dropped) {
        return new Transition(
                transition.state(),
                transition.actions().stream().filter(dropped.negate()).toList());
    }

    private static Active goingOn(Active active, long now) {
        return new Active(
                active.priority(),
                new VirtualRouterState.Adverts(now + World.SECOND, now, now, now),
                new VirtualRouterState.Announcing(VirtualRouterState.NEVER, 0),
                now + World.SECOND,
                VirtualRouterState.NEVER);
    }

    private static Backup due(Backup backup, long deadline) {
        return new Backup(
                backup.priority(),
                backup.activeAdverIntervalCentis(),
                deadline,
                backup.preemptFromNanos(),
                backup.joined(),
                backup.claimant());
    }

    private static Advertisement withPriority(Advertisement theirs, int priority) {
        return new Advertisement(
                theirs.version(), theirs.virtualRouterId(), priority, theirs.intervalCentis(), theirs.addresses());
    }

    private static IpAddress greatest(VirtualRouter router) {
        return IpAddress.parse(
                switch (router.config().family()) {
                    case IPV4 -> "255.255.255.254";
                    case IPV6 -> "febf::ffff";
                });
    }
}
