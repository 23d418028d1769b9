package io.fairlead.core.vrrp;

import io.fairlead.core.vrrp.VirtualRouterState.Active;
import io.fairlead.core.vrrp.VirtualRouterState.Backup;
import io.fairlead.core.vrrp.VirtualRouterState.Initialize;
import io.fairlead.core.vrrp.VirtualRouterState.Resigning;
import java.util.Map;
import java.util.TreeMap;

/** Actions and states in the words of the fixtures. */
final class Shown {
    private Shown() {}

    static String action(Action action) {
        return switch (action) {
            case Action.SendAdvertisement send -> "SendAdvertisement " + send.priority();
            case Action.Report report -> "Report " + report.notice().kind();
            case Action.InstallAddresses _,
                    Action.RenewLease _,
                    Action.RemoveAddresses _,
                    Action.AnnounceAddresses _,
                    Action.ProbeAddresses _,
                    Action.DiscardReceived _ -> action.getClass().getSimpleName();
        };
    }

    /** Times as milliseconds. */
    static Map<String, Object> state(VirtualRouterState state) {
        Map<String, Object> shown = new TreeMap<>();
        shown.put("is", state.getClass().getSimpleName());
        shown.put("priority", state.priority());
        switch (state) {
            case Initialize _ -> shown.put("next", millis(state.deadlineNanos()));
            case Backup backup -> {
                shown.put("downAt", millis(backup.activeDownDeadlineNanos()));
                shown.put("intervalMs", backup.activeAdverIntervalCentis() * 10);
                shown.put("preemptFrom", millis(backup.preemptFromNanos()));
                shown.put("joined", backup.joined());
            }
            case Active active -> {
                shown.put("adverAt", millis(active.adverts().deadlineNanos()));
                shown.put("lastAdver", millis(active.adverts().lastNanos()));
                shown.put("renewAt", millis(active.renewDeadlineNanos()));
                shown.put("announceAt", millis(active.announcing().deadlineNanos()));
                shown.put("announcementsLeft", active.announcing().left());
            }
            case Resigning resigning -> {
                shown.put("until", millis(resigning.stay().leaveNanos()));
                shown.put("adverAt", millis(resigning.call().advertNanos()));
                shown.put("releaseAt", millis(resigning.call().releaseNanos()));
                shown.put("renewAt", millis(resigning.stay().renewNanos()));
                shown.put("kept", resigning.isKept());
            }
        }
        return shown;
    }

    private static Object millis(long nanos) {
        return nanos == VirtualRouterState.NEVER ? "never" : nanos / 1e6;
    }
}
