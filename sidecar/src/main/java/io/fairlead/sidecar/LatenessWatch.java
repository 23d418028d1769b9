package io.fairlead.sidecar;

import io.fairlead.linux.vrrp.Lateness;
import io.fairlead.sidecar.config.ProcessSettings.LogLevel;
import java.time.Duration;

/** Warns when this machine is too busy, or too slow, for the interval of the advertisements (P43). The loop's thread. */
final class LatenessWatch {
    /** Below these a machine under load was measured to be late by whole intervals. */
    private static final Duration FLOOR = Duration.ofMillis(50);

    private static final Duration REAL_TIME_FLOOR = Duration.ofMillis(20);

    private final Duration interval;
    private final Log log;
    private long seen;

    LatenessWatch(Duration interval, Log log) {
        this.interval = interval;
        this.log = log;
    }

    /** Once, when it is known how this process is scheduled. Any thread. */
    static void scheduled(Duration interval, boolean realTime, Log log) {
        Duration floor = realTime ? REAL_TIME_FLOOR : FLOOR;
        if (interval.compareTo(floor) < 0) {
            log.warn("advert-interval " + interval.toMillis() + " ms is below " + floor.toMillis()
                    + " ms, what a busy machine can hold " + (realTime ? "with" : "without")
                    + " real-time scheduling: expect takeovers without need");
        }
    }

    /** Timers that were late by more than an interval since the last look. */
    void look(Lateness lateness, long nowNanos) {
        long late = 0;
        for (int i = 0; i < lateness.buckets().size(); i++) {
            if (i > 0 && Lateness.BOUNDS_NANOS.get(i - 1) >= interval.toNanos()) {
                late += lateness.buckets().get(i);
            }
        }
        if (late > seen) {
            log.limited(
                    "late",
                    1,
                    LogLevel.WARN,
                    "timers are late by more than the advert-interval of " + interval.toMillis() + " ms (the worst "
                            + lateness.worstNanos() / 1_000_000 + " ms): this machine is too busy for it; raise it, or"
                            + " give this service ulimits: {rtprio: 20} for real-time scheduling",
                    nowNanos);
        }
        seen = late;
    }
}
