package io.fairlead.core.vrrp;

import io.fairlead.core.vrrp.VirtualRouterState.Initialize;
import io.fairlead.core.vrrp.VirtualRouterState.Resigning;

/** Make before break: V34 stretched over the moment in which the next router takes the addresses. */
record FromResigning(VirtualRouter router, Resigning state) {
    Transition on(Event event, long nowNanos) {
        // Nothing is worth waiting for any longer; and after a sleep nothing that is queued is believed.
        if (nowNanos >= state.deadlineNanos()) {
            return leave(nowNanos, "the others had their chance");
        }
        return switch (event) {
            case Event.Shutdown _ -> leave(nowNanos, "shut down");
            case Event.AdvertisementReceived received ->
                isSuccessor(received) ? leave(nowNanos, received.source() + " has taken over") : new Transition(state);
            case Event.DuplicateClaim claim -> leave(nowNanos, claim.claimant() + " has taken over");
            case Event.AddressesLost _ -> leave(nowNanos, "the addresses are gone");
            case Event.TakeOver _ ->
                new Entry(router, nowNanos).takeOver("Resigning", state.priority(), "told that nobody else can");
            case Event.ActionFailed failure -> actionFailed(failure);
            case Event.PriorityChanged changed ->
                new Transition(
                        router.config().isAddressOwner()
                                ? state
                                : new Resigning(changed.priority(), state.deadlineNanos()));
            case Event.Startup _, Event.Resign _, Event.TimerFired _ -> new Transition(state);
        };
    }

    private boolean isSuccessor(Event.AdvertisementReceived received) {
        return received.advertisement().priority() != Vrrp.RELEASE_PRIORITY
                && !received.source().equals(router.primaryAddress());
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
