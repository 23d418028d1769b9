package io.fairlead.core.vrrp;

import io.fairlead.core.vrrp.VirtualRouterState.Active;
import io.fairlead.core.vrrp.VirtualRouterState.Adverts;
import io.fairlead.core.vrrp.VirtualRouterState.Announcing;
import io.fairlead.core.vrrp.VirtualRouterState.Initialize;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** RFC 9568 section 6.4.3. */
record FromActive(VirtualRouter router, Active state, long nowNanos) {
    /** Whoever removes the addresses twice within this time means it: we do not fight over them. */
    private static final Duration REINSTALL_ONCE_WITHIN = Duration.ofSeconds(10);

    /** Silent for so long that another may be Active by now (V46). */
    boolean overslept() {
        return silentNanos() > Timers.earliestTakeover(config()).toNanos();
    }

    Transition on(Event event) {
        return overslept() ? asleep(event) : awake(event);
    }

    private Transition asleep(Event event) {
        return switch (event) {
            case Event.Shutdown _, Event.Resign _, Event.HandOver _ ->
                wake(new Initialize(state.priority()), "Initialize");
            case Event.PriorityChanged changed -> wakeAsBackup(priority(changed));
            case Event.Startup _,
                    Event.TimerFired _,
                    Event.AdvertisementReceived _,
                    Event.AddressesLost _,
                    Event.DuplicateClaim _,
                    Event.TakeOver _,
                    Event.Deposed _,
                    Event.Retain _,
                    Event.PreemptionHeld _,
                    Event.ActionFailed _ -> wakeAsBackup(state.priority());
        };
    }

    private Transition wakeAsBackup(int priority) {
        return wake(entry().backup(priority, config().advertisementIntervalCentis(), true), "Backup");
    }

    private Transition wake(VirtualRouterState next, String name) {
        return new Transition(
                next,
                new Action.DiscardReceived(),
                new Action.RemoveAddresses(),
                Entry.report(
                        Notice.Kind.SLEPT,
                        "no advertisement left this router for " + silentNanos() / 1_000_000
                                + " ms: another may have taken over"),
                Entry.changed("Active", name, "slept"));
    }

    private Transition awake(Event event) {
        return switch (event) {
            case Event.Shutdown _ -> stepDown(new Initialize(state.priority()), "Initialize", "shut down");
            case Event.Resign _ -> FromResigning.resign(router, state.priority(), nowNanos);
            case Event.HandOver(Duration within) ->
                FromResigning.handOver(router, state.priority(), state.adverts().deadlineNanos(), within, nowNanos);
            case Event.TimerFired _ -> timerFired();
            case Event.AdvertisementReceived received -> advertisement(received);
            case Event.PriorityChanged changed -> new Transition(withPriority(priority(changed)));
            case Event.AddressesLost _ -> addressesLost();
            case Event.DuplicateClaim claim ->
                new Transition(
                        announcingSoon(),
                        Entry.report(
                                Notice.Kind.DUPLICATE_CLAIM, claim.claimant() + " claims " + claim.address() + " too"));
            case Event.ActionFailed failure -> actionFailed(failure);
            case Event.Deposed deposed -> deposed(deposed.reason());
            case Event.Startup _, Event.TakeOver _, Event.Retain _, Event.PreemptionHeld _ -> new Transition(state);
        };
    }

    /** First without the addresses, then said so: never two that hold them (V34). */
    private Transition stepDown(VirtualRouterState next, String name, String why) {
        return new Transition(
                next,
                new Action.RemoveAddresses(),
                new Action.SendAdvertisement(Vrrp.RELEASE_PRIORITY),
                Entry.changed("Active", name, why));
    }

    /** Nothing is said to the others: who deposed us chooses the next one, and a release would let them race with him. */
    private Transition deposed(String reason) {
        return new Transition(
                entry().backup(state.priority(), config().advertisementIntervalCentis(), true),
                new Action.RemoveAddresses(),
                Entry.changed("Active", "Backup", reason));
    }

    private Transition timerFired() {
        List<Action> actions = new ArrayList<>();
        Active next = state;
        if (nowNanos >= state.renewDeadlineNanos()) {
            actions.add(new Action.RenewLease());
            next = with(next.adverts(), next.announcing(), entry().nextRenewal(), next.reinstalledNanos());
        }
        if (nowNanos >= state.adverts().deadlineNanos()) {
            actions.add(new Action.SendAdvertisement(state.priority()));
            // From the last deadline, not from now: a late timer must not stretch the interval that others count on.
            long following = state.adverts().deadlineNanos() + intervalNanos();
            next = withAdverts(next, following > nowNanos ? following : nowNanos + intervalNanos());
        }
        if (nowNanos >= state.announcing().deadlineNanos()) {
            actions.add(new Action.AnnounceAddresses());
            next = withAnnouncing(next, announced());
        }
        return new Transition(next, actions);
    }

    private Transition advertisement(Event.AdvertisementReceived received) {
        Advertisement theirs = received.advertisement();
        if (theirs.priority() == Vrrp.RELEASE_PRIORITY) {
            return new Transition(
                    withAdverts(announcingSoon(), nowNanos + intervalNanos()),
                    new Action.SendAdvertisement(state.priority()));
        }
        boolean equal = theirs.priority() == state.priority();
        if (equal && received.source().equals(router.primaryAddress())) {
            return new Transition(
                    state,
                    Entry.report(
                            Notice.Kind.SAME_SOURCE,
                            "another router advertises VRID %d with our priority %d from our address %s"
                                    .formatted(config().virtualRouterId(), state.priority(), received.source())));
        }
        boolean wins = theirs.priority() > state.priority()
                || (equal && received.source().compareTo(router.primaryAddress()) > 0);
        return wins ? giveWay(received) : hold();
    }

    private Transition giveWay(Event.AdvertisementReceived received) {
        Advertisement theirs = received.advertisement();
        return new Transition(
                entry().backup(state.priority(), theirs.intervalCentis(), true),
                new Action.RemoveAddresses(),
                Entry.changed(
                        "Active",
                        "Backup",
                        "%s advertises priority %d, ours is %d from %s"
                                .formatted(
                                        received.source(),
                                        theirs.priority(),
                                        state.priority(),
                                        router.primaryAddress())));
    }

    /** The loser learns at once who holds the addresses, and so does the network, shortly after (V37, V48, P12). */
    private Transition hold() {
        Active next = announcingSoon();
        long replied = state.adverts().repliedNanos();
        if (replied != VirtualRouterState.NEVER && nowNanos - replied < intervalNanos()) {
            return new Transition(next);
        }
        Adverts adverts = state.adverts();
        return new Transition(
                with(
                        new Adverts(adverts.deadlineNanos(), nowNanos, adverts.lastNanos(), nowNanos),
                        next.announcing(),
                        next.renewDeadlineNanos(),
                        next.reinstalledNanos()),
                new Action.SendAdvertisement(state.priority()));
    }

    private Transition addressesLost() {
        Action report = Entry.report(Notice.Kind.ADDRESSES_LOST, "someone removed " + config().plainAddresses());
        if (hasReinstalled() && nowNanos - state.reinstalledNanos() < REINSTALL_ONCE_WITHIN.toNanos()) {
            return new Transition(
                    entry().retryingBackup(state.priority(), true),
                    new Action.RemoveAddresses(),
                    new Action.SendAdvertisement(Vrrp.RELEASE_PRIORITY),
                    report,
                    Entry.changed("Active", "Backup", "the addresses were removed twice"));
        }
        return new Transition(
                with(state.adverts(), state.announcing(), entry().nextRenewal(), nowNanos),
                new Action.InstallAddresses(),
                new Action.AnnounceAddresses(),
                report);
    }

    private Transition actionFailed(Event.ActionFailed failure) {
        return switch (failure.action()) {
            case Action.InstallAddresses _ -> cannotHold(failure, hasReinstalled());
            case Action.RenewLease _ -> cannotHold(failure, true);
            case Action.SendAdvertisement _ -> new Transition(unsent(), Entry.failed(failure));
            case Action.DiscardReceived _,
                    Action.RemoveAddresses _,
                    Action.AnnounceAddresses _,
                    Action.ProbeAddresses _,
                    Action.Report _ -> new Transition(state, Entry.failed(failure));
        };
    }

    /** Who never advertised has nothing to give up: the first installation fails before the first advertisement. */
    private Transition cannotHold(Event.ActionFailed failure, boolean advertised) {
        List<Action> actions = new ArrayList<>();
        actions.add(new Action.RemoveAddresses());
        if (advertised) {
            actions.add(new Action.SendAdvertisement(Vrrp.RELEASE_PRIORITY));
        }
        actions.add(Entry.failed(failure));
        actions.add(Entry.changed("Active", "Backup", "cannot hold the addresses"));
        return new Transition(entry().retryingBackup(state.priority(), true), actions);
    }

    /** Nobody heard it: if the next ones fail as well we find ourselves silent, as after a sleep. */
    private Active unsent() {
        Adverts adverts = state.adverts();
        Active next = announcingSoon();
        return with(
                new Adverts(
                        adverts.deadlineNanos(), adverts.beforeNanos(), adverts.beforeNanos(), adverts.repliedNanos()),
                next.announcing(),
                next.renewDeadlineNanos(),
                next.reinstalledNanos());
    }

    /** At most one announcement an interval, however often we are provoked. */
    private Active announcingSoon() {
        Announcing announcing = state.announcing();
        VirtualRouterConfig.Announcements settings = config().announcements();
        long soon = nowNanos + Math.min(settings.every().toNanos(), intervalNanos());
        return withAnnouncing(
                state, new Announcing(Math.min(announcing.deadlineNanos(), soon), Math.max(1, settings.repeats())));
    }

    private Announcing announced() {
        int left = state.announcing().left() - 1;
        return left <= 0
                ? new Announcing(VirtualRouterState.NEVER, 0)
                : new Announcing(nowNanos + config().announcements().every().toNanos(), left);
    }

    private boolean hasReinstalled() {
        return state.reinstalledNanos() != VirtualRouterState.NEVER;
    }

    private int priority(Event.PriorityChanged changed) {
        return config().isAddressOwner() ? state.priority() : changed.priority();
    }

    /** {@code active} having just advertised. */
    private Active withAdverts(Active active, long deadlineNanos) {
        Adverts before = state.adverts();
        return new Active(
                active.priority(),
                new Adverts(deadlineNanos, nowNanos, before.lastNanos(), before.repliedNanos()),
                active.announcing(),
                active.renewDeadlineNanos(),
                active.reinstalledNanos());
    }

    private static Active withAnnouncing(Active active, Announcing announcing) {
        return new Active(
                active.priority(),
                active.adverts(),
                announcing,
                active.renewDeadlineNanos(),
                active.reinstalledNanos());
    }

    private Active withPriority(int priority) {
        return new Active(
                priority, state.adverts(), state.announcing(), state.renewDeadlineNanos(), state.reinstalledNanos());
    }

    private Active with(Adverts adverts, Announcing announcing, long renewDeadlineNanos, long reinstalledNanos) {
        return new Active(state.priority(), adverts, announcing, renewDeadlineNanos, reinstalledNanos);
    }

    private long silentNanos() {
        return nowNanos - state.adverts().lastNanos();
    }

    private long intervalNanos() {
        return Timers.intervalNanos(config().advertisementIntervalCentis());
    }

    private Entry entry() {
        return new Entry(router, nowNanos);
    }

    private VirtualRouterConfig config() {
        return router.config();
    }
}
