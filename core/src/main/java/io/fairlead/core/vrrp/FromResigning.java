package io.fairlead.core.vrrp;

import io.fairlead.core.vrrp.VirtualRouterState.Initialize;
import io.fairlead.core.vrrp.VirtualRouterState.Resigning;
import java.time.Duration;

/** Make before break: V34 stretched over the moment in which the next router takes the addresses. */
record FromResigning(VirtualRouter router, Resigning state) {
    /** The next router's announcement has to reach all caches, and what they still send here wants an answer. */
    private static final long OVERLAP_NANOS = Duration.ofMillis(100).toNanos();

    Transition on(Event event, long nowNanos) {
        // Nothing is worth waiting for any longer; and after a sleep nothing that is queued is believed.
        if (nowNanos >= state.deadlineNanos()) {
            return leave(nowNanos, state.why());
        }
        return switch (event) {
            case Event.Shutdown _ -> leave(nowNanos, "shut down");
            case Event.AdvertisementReceived received ->
                isSuccessor(received) ? leaveSoon(nowNanos, received.source().toString()) : new Transition(state);
            case Event.DuplicateClaim claim ->
                leaveSoon(nowNanos, claim.claimant().toString());
            case Event.AddressesLost _ -> leave(nowNanos, "the addresses are gone");
            case Event.TakeOver _ ->
                new Entry(router, nowNanos).takeOver("Resigning", state.priority(), "told that nobody else can");
            case Event.Deposed deposed -> leave(nowNanos, deposed.reason());
            case Event.ActionFailed failure -> actionFailed(failure);
            case Event.PriorityChanged changed ->
                new Transition(
                        router.config().isAddressOwner()
                                ? state
                                : new Resigning(changed.priority(), state.deadlineNanos(), state.why()));
            case Event.Startup _, Event.Resign _, Event.TimerFired _, Event.PreemptionHeld _ -> new Transition(state);
        };
    }

    private boolean isSuccessor(Event.AdvertisementReceived received) {
        return received.advertisement().priority() != Vrrp.RELEASE_PRIORITY
                && !received.source().equals(router.primaryAddress());
    }

    /** The successor is heard again and again: the first time counts. */
    private Transition leaveSoon(long nowNanos, String successor) {
        long end = nowNanos + OVERLAP_NANOS;
        return new Transition(
                end < state.deadlineNanos()
                        ? new Resigning(state.priority(), end, successor + " has taken over")
                        : state);
    }

    private Transition leave(long nowNanos, String why) {
        return new Entry(router, nowNanos).initialize("Resigning", state.priority(), why);
    }

    private Transition actionFailed(Event.ActionFailed failure) {
        return switch (failure.action()) {
            case Action.RenewLease _ ->
                new Transition(
                        new Initialize(state.priority()),
                        new Action.RemoveAddresses(),
                        new Action.SendAdvertisement(Vrrp.RELEASE_PRIORITY),
                        Entry.failed(failure),
                        Entry.changed("Resigning", "Initialize", "cannot hold the addresses"));
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
