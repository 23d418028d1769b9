package io.fairlead.core.vrrp;

import io.fairlead.core.vrrp.VirtualRouterState.Active;
import io.fairlead.core.vrrp.VirtualRouterState.Adverts;
import io.fairlead.core.vrrp.VirtualRouterState.Announcing;
import io.fairlead.core.vrrp.VirtualRouterState.Backup;
import io.fairlead.core.vrrp.VirtualRouterState.Initialize;
import java.time.Duration;
import java.util.Optional;

/** How each state begins: its timers, and the notice that it was entered. */
record Entry(VirtualRouter router, long nowNanos) {
    /** After an action failed another router gets its chance, and the kernel some time. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    Backup backup(int priority, int activeAdverIntervalCentis, boolean joined) {
        return backup(priority, activeAdverIntervalCentis, joined, 0);
    }

    /** A Backup that holds back for a while, as it could not hold the addresses. */
    Backup retryingBackup(int priority, boolean joined) {
        return backup(priority, router.config().advertisementIntervalCentis(), joined, RETRY.toNanos());
    }

    private Backup backup(int priority, int activeAdverIntervalCentis, boolean joined, long atLeastNanos) {
        VirtualRouterConfig config = router.config();
        long down = Timers.activeDownNanos(config.version(), priority, activeAdverIntervalCentis);
        return new Backup(
                priority,
                activeAdverIntervalCentis,
                nowNanos + Math.max(down, atLeastNanos),
                nowNanos + config.preemptDelay().toNanos(),
                joined,
                Optional.empty());
    }

    /** An Active that sends its first advertisement and announcement now. */
    Active active(int priority) {
        VirtualRouterConfig config = router.config();
        VirtualRouterConfig.Announcements announcements = config.announcements();
        long interval = Timers.intervalNanos(config.advertisementIntervalCentis());
        return new Active(
                priority,
                new Adverts(nowNanos + interval, nowNanos, nowNanos, VirtualRouterState.NEVER),
                announcements.repeats() == 0
                        ? new Announcing(VirtualRouterState.NEVER, 0)
                        : new Announcing(
                                firstRepeat(announcements.every().toNanos(), interval), announcements.repeats()),
                nextRenewal(),
                VirtualRouterState.NEVER);
    }

    /** Becoming Active: everything that is said comes after the addresses are in place (V41). */
    Transition takeOver(String from, int priority, String why) {
        return new Transition(
                active(priority),
                new Action.InstallAddresses(),
                new Action.SendAdvertisement(priority),
                new Action.AnnounceAddresses(),
                changed(from, "Active", why));
    }

    /** Sooner than the rest: what the one before us has sent last may have come after our first (P12). */
    private long firstRepeat(long every, long interval) {
        return nowNanos + Math.min(every, interval / 2);
    }

    long nextRenewal() {
        Lease lease = router.config().lease();
        return lease.isForever()
                ? VirtualRouterState.NEVER
                : nowNanos + lease.renewal().toNanos();
    }

    /** Out of any state with nothing to tell the others. */
    Transition initialize(String from, int priority, String why) {
        return new Transition(new Initialize(priority), new Action.RemoveAddresses(), changed(from, "Initialize", why));
    }

    static Action.Report changed(String from, String to, String why) {
        return report(Notice.Kind.STATE_CHANGED, from + " → " + to + ": " + why);
    }

    static Action.Report report(Notice.Kind kind, String text) {
        return new Action.Report(new Notice(kind, text));
    }

    static Action.Report failed(Event.ActionFailed failure) {
        return report(Notice.Kind.ACTION_FAILED, failure.action().getClass().getSimpleName() + ": " + failure.reason());
    }
}
