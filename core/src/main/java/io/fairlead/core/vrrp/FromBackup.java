package io.fairlead.core.vrrp;

import io.fairlead.core.vrrp.VirtualRouterState.Backup;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** RFC 9568 section 6.4.2. */
record FromBackup(VirtualRouter router, Backup state, long nowNanos) {
    /** The timer fires late on a busy machine; later than this the process did not run, and knows nothing (V46). */
    boolean overslept() {
        return nowNanos > state.activeDownDeadlineNanos() && nowNanos - state.activeDownDeadlineNanos() > downNanos();
    }

    Transition on(Event event) {
        return overslept() ? asleep(event) : awake(event);
    }

    /** What happened meanwhile is not known, so nothing that waits to be handled is believed. */
    private Transition asleep(Event event) {
        return switch (event) {
            case Event.Shutdown _, Event.Resign _, Event.HandOver _ -> shutdown();
            case Event.PriorityChanged changed -> wake(priority(changed));
            case Event.Startup _,
                    Event.TimerFired _,
                    Event.AdvertisementReceived _,
                    Event.AddressesLost _,
                    Event.DuplicateClaim _,
                    Event.TakeOver _,
                    Event.Deposed _,
                    Event.Retain _,
                    Event.PreemptionHeld _,
                    Event.ActionFailed _ -> wake(state.priority());
        };
    }

    private Transition wake(int priority) {
        long lateMillis = (nowNanos - state.activeDownDeadlineNanos()) / 1_000_000;
        return new Transition(
                entry().backup(priority, config().advertisementIntervalCentis(), state.joined()),
                new Action.DiscardReceived(),
                new Action.RemoveAddresses(),
                Entry.report(
                        Notice.Kind.SLEPT,
                        "Backup: the down timer is " + lateMillis
                                + " ms overdue; listening anew instead of taking over"));
    }

    private Transition awake(Event event) {
        return switch (event) {
            case Event.Shutdown _, Event.Resign _, Event.HandOver _ -> shutdown();
            case Event.TimerFired _ -> timerFired();
            case Event.AdvertisementReceived received -> advertisement(received);
            case Event.PriorityChanged changed -> new Transition(withPriority(priority(changed)));
            case Event.DuplicateClaim claim -> new Transition(state.joined() ? state : claimed(claim));
            case Event.TakeOver _ ->
                entry().takeOver("Backup", state.priority(), "told that nobody holds the addresses");
            case Event.Deposed _ ->
                new Transition(withDeadline(Math.max(state.activeDownDeadlineNanos(), nowNanos + downNanos())));
            case Event.PreemptionHeld holding -> new Transition(withPreemptFrom(holding.held()));
            case Event.ActionFailed failure -> actionFailed(failure);
            case Event.Startup _, Event.AddressesLost _, Event.Retain _ -> new Transition(state);
        };
    }

    private Transition shutdown() {
        return entry().initialize("Backup", state.priority(), "shut down");
    }

    private Transition timerFired() {
        if (nowNanos < state.activeDownDeadlineNanos()) {
            return new Transition(state);
        }
        if (state.claimant().isPresent()) {
            return new Transition(
                    entry().retryingBackup(state.priority(), false),
                    new Action.ProbeAddresses(),
                    Entry.report(
                            Notice.Kind.ADDRESS_OCCUPIED,
                            "%s has one of %s and no VRRP router advertises VRID %d: not taking over while it answers"
                                    .formatted(
                                            state.claimant().get(),
                                            config().plainAddresses(),
                                            config().virtualRouterId())));
        }
        return entry().takeOver("Backup", state.priority(), "no Active router is heard");
    }

    private Transition advertisement(Event.AdvertisementReceived received) {
        Advertisement advertisement = received.advertisement();
        if (!state.joined() && Collections.disjoint(advertisement.addresses(), config().plainAddresses())) {
            return occupied(received);
        }
        if (advertisement.priority() == Vrrp.RELEASE_PRIORITY) {
            long skew = Timers.skewNanos(config().version(), state.priority(), state.activeAdverIntervalCentis());
            return new Transition(withDeadline(nowNanos + skew));
        }
        if (advertisement.priority() < state.priority() && preempts()) {
            return new Transition(withDeadline(state.activeDownDeadlineNanos()));
        }
        long down = Timers.activeDownNanos(config().version(), state.priority(), advertisement.intervalCentis());
        return new Transition(new Backup(
                state.priority(),
                advertisement.intervalCentis(),
                nowNanos + down,
                state.preemptFromNanos(),
                true,
                Optional.empty()));
    }

    /** Joining would depose a stranger's router: a common accident, as everyone likes VRID 51 (V50, P40). */
    private Transition occupied(Event.AdvertisementReceived received) {
        String why = "VRID %d on this network is %s's virtual router for %s, ours is for %s: choose another VRID"
                .formatted(
                        config().virtualRouterId(),
                        received.source(),
                        received.advertisement().addresses(),
                        config().plainAddresses());
        return new Transition(
                new VirtualRouterState.Initialize(state.priority()),
                List.of(
                        new Action.RemoveAddresses(),
                        Entry.report(Notice.Kind.VRID_OCCUPIED, why),
                        Entry.changed("Backup", "Initialize", "refused")));
    }

    private boolean preempts() {
        return config().isAddressOwner() || (config().preemptMode() && nowNanos >= state.preemptFromNanos());
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

    private int priority(Event.PriorityChanged changed) {
        return config().isAddressOwner() ? state.priority() : changed.priority();
    }

    private Backup withPriority(int priority) {
        return new Backup(
                priority,
                state.activeAdverIntervalCentis(),
                state.activeDownDeadlineNanos(),
                state.preemptFromNanos(),
                state.joined(),
                state.claimant());
    }

    private Backup withPreemptFrom(boolean held) {
        return new Backup(
                state.priority(),
                state.activeAdverIntervalCentis(),
                state.activeDownDeadlineNanos(),
                held
                        ? VirtualRouterState.NEVER
                        : nowNanos + config().preemptDelay().toNanos(),
                state.joined(),
                state.claimant());
    }

    /** After an advertisement of our own virtual router. */
    private Backup withDeadline(long deadlineNanos) {
        return new Backup(
                state.priority(),
                state.activeAdverIntervalCentis(),
                deadlineNanos,
                state.preemptFromNanos(),
                true,
                Optional.empty());
    }

    private Backup claimed(Event.DuplicateClaim claim) {
        return new Backup(
                state.priority(),
                state.activeAdverIntervalCentis(),
                state.activeDownDeadlineNanos(),
                state.preemptFromNanos(),
                false,
                Optional.of(claim.claimant()));
    }

    private long downNanos() {
        return Timers.activeDownNanos(config().version(), state.priority(), state.activeAdverIntervalCentis());
    }

    private Entry entry() {
        return new Entry(router, nowNanos);
    }

    private VirtualRouterConfig config() {
        return router.config();
    }
}
