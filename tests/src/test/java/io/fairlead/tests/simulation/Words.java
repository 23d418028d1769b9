package io.fairlead.tests.simulation;

import io.fairlead.core.vrrp.Action;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Transition;
import io.fairlead.core.vrrp.VirtualRouterState;
import java.util.stream.Collectors;

/** Events and actions as a line of the history. */
final class Words {
    private Words() {}

    static String step(VirtualRouterState before, Event event, Transition transition) {
        String from = before.getClass().getSimpleName();
        String to = transition.state().getClass().getSimpleName();
        String actions = transition.actions().stream().map(Words::action).collect(Collectors.joining(", "));
        return "%s: %s%s [%s]".formatted(event(event), from, from.equals(to) ? "" : " → " + to, actions);
    }

    /** Whether a step did more than the regular work, of which a history is full. */
    static boolean isTelling(Transition transition) {
        return transition.actions().stream()
                .anyMatch(
                        action -> !(action instanceof Action.SendAdvertisement || action instanceof Action.RenewLease));
    }

    private static String event(Event event) {
        return switch (event) {
            case Event.AdvertisementReceived received ->
                "Advertisement %d from %s".formatted(received.advertisement().priority(), received.source());
            case Event.ActionFailed failure -> failure.action().getClass().getSimpleName() + " failed";
            case Event.DuplicateClaim claim -> "claim of " + claim.claimant();
            case Event.PriorityChanged changed -> "priority " + changed.priority();
            case Event.Startup _,
                    Event.Shutdown _,
                    Event.Resign _,
                    Event.HandOver _,
                    Event.Retain _,
                    Event.TimerFired _,
                    Event.AddressesLost _,
                    Event.TakeOver _,
                    Event.Deposed _,
                    Event.PreemptionHeld _ -> event.getClass().getSimpleName();
        };
    }

    private static String action(Action action) {
        return switch (action) {
            case Action.SendAdvertisement(int priority) -> "send " + priority;
            case Action.Report report -> "report " + report.notice().kind();
            case Action.InstallAddresses _ -> "install";
            case Action.RenewLease _ -> "renew";
            case Action.RemoveAddresses _ -> "remove";
            case Action.AnnounceAddresses _ -> "announce";
            case Action.ProbeAddresses _ -> "probe";
            case Action.DiscardReceived _ -> "discard";
        };
    }

    /** Whether it must not be done by one who slept since it was decided: the driver's rule. */
    static boolean makesClaim(Action action) {
        return switch (action) {
            case Action.SendAdvertisement _,
                    Action.InstallAddresses _,
                    Action.RenewLease _,
                    Action.AnnounceAddresses _ -> true;
            case Action.RemoveAddresses _, Action.ProbeAddresses _, Action.DiscardReceived _, Action.Report _ -> false;
        };
    }
}
