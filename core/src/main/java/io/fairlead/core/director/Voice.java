package io.fairlead.core.director;

import io.fairlead.core.channel.Role;
import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.channel.SidecarMessage.Report;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.net.IpAddress;
import java.util.Optional;

/**
 * What a member's sidecar says.
 *
 * @param report the latest one; empty: none yet, or what happened since makes it worthless
 * @param reportedNanos when it came, or {@link #NOT_YET}
 * @param askedNanos when it was last asked for one, or {@link #NOT_YET}
 * @param healthyNanos since when it says without a break that its HAProxy is healthy, or {@link #NOT_YET}
 * @param left the last that it said, before it hung up, was that it is stopping
 */
record Voice(
        boolean connected,
        Optional<Report> report,
        long reportedNanos,
        long askedNanos,
        long healthyNanos,
        boolean left) {
    static final long NOT_YET = -1;

    static final Voice SILENT = silent(false);

    private static Voice silent(boolean left) {
        return new Voice(false, Optional.empty(), NOT_YET, NOT_YET, NOT_YET, left);
    }

    /** A new connection says everything anew, and first of all a report. */
    static Voice connected(long now) {
        return new Voice(true, Optional.empty(), NOT_YET, now, NOT_YET, false);
    }

    Voice reported(Report next, long now) {
        long healthy = next.health() != Verdict.HEALTHY ? NOT_YET : healthyNanos == NOT_YET ? now : healthyNanos;
        return new Voice(true, Optional.of(next), now, askedNanos, healthy, false);
    }

    Voice asked(long now) {
        return new Voice(connected, report, reportedNanos, now, healthyNanos, left);
    }

    /** Its connection has ended. */
    Voice disconnected() {
        return silent(left || isStopping());
    }

    /** It is dead; its last words are kept, since they say whether it had the address. */
    Voice hungUp() {
        return new Voice(false, report, NOT_YET, NOT_YET, NOT_YET, left);
    }

    /** What it said is not so any more. */
    Voice outdated() {
        return new Voice(connected, Optional.empty(), NOT_YET, NOT_YET, NOT_YET, left);
    }

    Optional<RouterReport> router(IpAddress vip) {
        return report.flatMap(r ->
                r.routers().stream().filter(router -> router.vip().equals(vip)).findFirst());
    }

    boolean says(IpAddress vip, Role role) {
        return router(vip).filter(router -> router.role() == role).isPresent();
    }

    /** Whether it says that it has, or may have, the address. */
    boolean saysItHolds(IpAddress vip) {
        return router(vip)
                .filter(router ->
                        router.addressInPlace() || router.role() == Role.ACTIVE || router.role() == Role.RESIGNING)
                .isPresent();
    }

    boolean isStopping() {
        return report.filter(Report::stopping).isPresent();
    }

    boolean isUnhealthy() {
        return report.filter(r -> r.health() == Verdict.UNHEALTHY).isPresent();
    }

    boolean isHealthy() {
        return report.filter(r -> r.health() == Verdict.HEALTHY).isPresent();
    }
}
