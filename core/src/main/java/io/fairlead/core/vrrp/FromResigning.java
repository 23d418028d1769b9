package io.fairlead.core.vrrp;

import io.fairlead.core.vrrp.VirtualRouterState.Call;
import io.fairlead.core.vrrp.VirtualRouterState.Initialize;
import io.fairlead.core.vrrp.VirtualRouterState.Resigning;
import io.fairlead.core.vrrp.VirtualRouterState.Stay;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Make before break: V34 stretched over the moment in which the next router takes the addresses, and, where somebody leads
 * here what is still open, over the time until that is finished.
 *
 * <pre>
 *  HandOver ──► lowest priority, each interval ──► priority 0 ◄── Resign
 *                    │ another is heard                │ another is heard, or time is up
 *                    ▼                                 ▼
 *               kept (Retain) ── Shutdown, time is up ──► Initialize
 * </pre>
 */
record FromResigning(VirtualRouter router, Resigning state, long nowNanos) {
    /** The next router's announcement has to reach all caches, and what they still send here wants an answer. */
    private static final long OVERLAP_NANOS = Resigning.OVERLAP.toNanos();

    /** Of all that advertise: whoever takes the addresses is better. */
    private static final int LOWEST_PRIORITY = 1;

    /** One interval covers every skew time, two more a busy machine. */
    private static final int INTERVALS = 3;

    /** A lease may be as short as a second. */
    private static final long LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

    private static final String NOBODY = "the others had their chance";

    /** From the moment at which the addresses are said to be free: when we leave, heard or not. */
    static long leaveNanos(VirtualRouterConfig config, long nowNanos) {
        long interval = Timers.intervalNanos(config.advertisementIntervalCentis());
        return nowNanos + Math.min(INTERVALS * interval, LONGEST_NANOS);
    }

    /** An Active router that says so at once. */
    static Transition resign(VirtualRouter router, int priority, long nowNanos) {
        return new Transition(
                new Resigning(
                        priority,
                        Call.NONE,
                        new Stay(
                                new Entry(router, nowNanos).nextRenewal(),
                                leaveNanos(router.config(), nowNanos),
                                VirtualRouterState.NEVER,
                                VirtualRouterState.NEVER),
                        NOBODY),
                new Action.RenewLease(),
                new Action.SendAdvertisement(Vrrp.RELEASE_PRIORITY),
                Entry.changed("Active", "Resigning", "serving until another router takes over"));
    }

    /** An Active router for which somebody looks for a successor; its own advertisements go on at {@code advertNanos}. */
    static Transition handOver(VirtualRouter router, int priority, long advertNanos, Duration within, long nowNanos) {
        long release = nowNanos + within.toNanos();
        return new Transition(
                new Resigning(
                        priority,
                        new Call(advertNanos, release),
                        new Stay(
                                new Entry(router, nowNanos).nextRenewal(),
                                VirtualRouterState.NEVER,
                                VirtualRouterState.NEVER,
                                VirtualRouterState.NEVER),
                        NOBODY),
                new Action.RenewLease(),
                Entry.changed("Active", "Resigning", "serving until the one that is chosen takes over"));
    }

    /** So late that others may have taken our place, or the kernel the addresses (V46). */
    boolean overslept() {
        long due = Math.min(state.call().advertNanos(), state.stay().renewNanos());
        return nowNanos > state.stay().leaveNanos()
                || nowNanos - due > Timers.earliestTakeover(router.config()).toNanos();
    }

    Transition on(Event event) {
        // Nothing is worth waiting for any longer; and after a sleep nothing that is queued is believed.
        if (nowNanos >= state.stay().leaveNanos() || overslept()) {
            return leave(state.why());
        }
        return switch (event) {
            case Event.Shutdown _ -> leave(state.isSucceeded() ? state.why() : "shut down");
            case Event.AdvertisementReceived received ->
                isSuccessor(received) ? succeeded(received.source().toString()) : new Transition(state);
            case Event.DuplicateClaim claim -> succeeded(claim.claimant().toString());
            case Event.AddressesLost _ -> leave("the addresses are gone");
            case Event.TakeOver _ ->
                new Entry(router, nowNanos).takeOver("Resigning", state.priority(), "told that nobody else can");
            case Event.Deposed deposed -> leave(deposed.reason());
            case Event.ActionFailed failure -> actionFailed(failure);
            case Event.PriorityChanged changed ->
                new Transition(
                        router.config().isAddressOwner()
                                ? state
                                : new Resigning(changed.priority(), state.call(), state.stay(), state.why()));
            case Event.Retain(long untilNanos) -> retain(untilNanos);
            case Event.Resign _ -> alone();
            case Event.TimerFired _ -> timerFired();
            case Event.Startup _, Event.HandOver _, Event.PreemptionHeld _ -> new Transition(state);
        };
    }

    private boolean isSuccessor(Event.AdvertisementReceived received) {
        return received.advertisement().priority() != Vrrp.RELEASE_PRIORITY
                && !received.source().equals(router.primaryAddress());
    }

    /** The successor is heard again and again: the first time counts. */
    private Transition succeeded(String successor) {
        if (state.isSucceeded()) {
            return new Transition(state);
        }
        Stay stay = state.stay();
        long soon = Math.min(stay.leaveNanos(), nowNanos + OVERLAP_NANOS);
        long leave = stay.keepUntilNanos() == VirtualRouterState.NEVER ? soon : stay.keepUntilNanos();
        return new Transition(new Resigning(
                state.priority(),
                Call.NONE,
                new Stay(stay.renewNanos(), leave, nowNanos, stay.keepUntilNanos()),
                successor + " has taken over"));
    }

    private Transition retain(long untilNanos) {
        Stay stay = state.stay();
        long leave = state.isSucceeded() ? untilNanos : stay.leaveNanos();
        return new Transition(new Resigning(
                state.priority(),
                state.call(),
                new Stay(stay.renewNanos(), leave, stay.succeededNanos(), untilNanos),
                state.why()));
    }

    /** Nobody looks for a successor any longer, or leads anything here. */
    private Transition alone() {
        if (state.isKept()) {
            return leave("what is open does not reach us any more");
        }
        if (state.call().releaseNanos() != VirtualRouterState.NEVER) {
            return release();
        }
        Stay stay = state.stay();
        Stay alone = new Stay(stay.renewNanos(), stay.leaveNanos(), stay.succeededNanos(), VirtualRouterState.NEVER);
        return new Transition(new Resigning(state.priority(), state.call(), alone, state.why()));
    }

    private Transition release() {
        Stay stay = state.stay();
        return new Transition(
                new Resigning(
                        state.priority(),
                        Call.NONE,
                        new Stay(
                                new Entry(router, nowNanos).nextRenewal(),
                                leaveNanos(router.config(), nowNanos),
                                stay.succeededNanos(),
                                VirtualRouterState.NEVER),
                        state.why()),
                new Action.RenewLease(),
                new Action.SendAdvertisement(Vrrp.RELEASE_PRIORITY));
    }

    private Transition timerFired() {
        if (nowNanos >= state.call().releaseNanos()) {
            return release();
        }
        List<Action> actions = new ArrayList<>();
        Call call = state.call();
        Stay stay = state.stay();
        if (nowNanos >= stay.renewNanos()) {
            actions.add(new Action.RenewLease());
            stay = new Stay(
                    new Entry(router, nowNanos).nextRenewal(),
                    stay.leaveNanos(),
                    stay.succeededNanos(),
                    stay.keepUntilNanos());
        }
        if (nowNanos >= call.advertNanos()) {
            actions.add(new Action.SendAdvertisement(LOWEST_PRIORITY));
            long interval = Timers.intervalNanos(router.config().advertisementIntervalCentis());
            long following = call.advertNanos() + interval;
            call = new Call(following > nowNanos ? following : nowNanos + interval, call.releaseNanos());
        }
        return new Transition(new Resigning(state.priority(), call, stay, state.why()), actions);
    }

    private Transition leave(String why) {
        return new Entry(router, nowNanos).initialize("Resigning", state.priority(), why);
    }

    private Transition actionFailed(Event.ActionFailed failure) {
        return switch (failure.action()) {
            case Action.RenewLease _ -> {
                List<Action> actions = new ArrayList<>(List.of(new Action.RemoveAddresses()));
                if (!state.isSucceeded()) {
                    actions.add(new Action.SendAdvertisement(Vrrp.RELEASE_PRIORITY));
                }
                actions.add(Entry.failed(failure));
                actions.add(Entry.changed("Resigning", "Initialize", "cannot hold the addresses"));
                yield new Transition(new Initialize(state.priority()), actions);
            }
            case Action.SendAdvertisement _,
                    Action.InstallAddresses _,
                    Action.RemoveAddresses _,
                    Action.AnnounceAddresses _,
                    Action.ProbeAddresses _,
                    Action.DiscardReceived _,
                    Action.Report _ -> new Transition(state, Entry.failed(failure));
        };
    }
}
