package io.fairlead.core.vrrp;

import io.fairlead.core.vrrp.VirtualRouterState.Initialize;
import java.util.ArrayList;
import java.util.List;

/** RFC 9568 section 6.4.1. */
record FromInitialize(VirtualRouter router, Initialize state, long nowNanos) {
    Transition on(Event event) {
        return switch (event) {
            case Event.Startup startup -> startup(startup.adopted());
            case Event.PriorityChanged changed ->
                new Transition(new Initialize(router.config().isAddressOwner() ? 255 : changed.priority()));
            case Event.ActionFailed failure -> actionFailed(failure);
            case Event.Shutdown _,
                    Event.Resign _,
                    Event.HandOver _,
                    Event.Retain _,
                    Event.TimerFired _,
                    Event.AdvertisementReceived _,
                    Event.AddressesLost _,
                    Event.DuplicateClaim _,
                    Event.Deposed _,
                    Event.PreemptionHeld _,
                    // Whoever shut this router down knows why it must not hold the addresses.
                    Event.TakeOver _ -> new Transition(state);
        };
    }

    private Transition startup(boolean adopted) {
        VirtualRouterConfig config = router.config();
        Entry entry = new Entry(router, nowNanos);
        int priority = state.priority();
        if (adopted) {
            return new Transition(
                    entry.active(priority),
                    new Action.RenewLease(),
                    new Action.SendAdvertisement(priority),
                    new Action.AnnounceAddresses(),
                    Entry.changed("Initialize", "Active", "the addresses are in place from before"));
        }
        if (config.isAddressOwner()) {
            return entry.takeOver("Initialize", priority, "this router owns the addresses");
        }
        List<Action> actions = new ArrayList<>();
        actions.add(new Action.RemoveAddresses());
        actions.add(new Action.ProbeAddresses());
        actions.add(Entry.changed("Initialize", "Backup", "started"));
        if (!config.acceptMode()) {
            actions.add(Entry.report(
                    Notice.Kind.ACCEPT_MODE_OFF,
                    "acceptMode is off, but no packet filter is set up: the kernel accepts what is sent to "
                            + config.plainAddresses()));
        }
        return new Transition(entry.backup(priority, config.advertisementIntervalCentis(), false), actions);
    }

    private Transition actionFailed(Event.ActionFailed failure) {
        return switch (failure.action()) {
            // The removal stands behind it and was not tried.
            case Action.DiscardReceived _ -> new Transition(state, new Action.RemoveAddresses(), Entry.failed(failure));
            case Action.SendAdvertisement _,
                    Action.InstallAddresses _,
                    Action.RenewLease _,
                    Action.RemoveAddresses _,
                    Action.AnnounceAddresses _,
                    Action.ProbeAddresses _,
                    Action.Report _ -> new Transition(state, Entry.failed(failure));
        };
    }
}
