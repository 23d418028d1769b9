package io.fairlead.core.vrrp;

import java.time.Duration;

/** RFC 9568 section 6.1 and RFC 3768 section 6.1: intervals in nanoseconds (V22, V23). */
public final class Timers {
    private static final long NANOS_A_CENTISECOND = 10_000_000;
    private static final long NANOS_A_SECOND = 1_000_000_000;

    private Timers() {}

    public static long intervalNanos(int centiseconds) {
        return centiseconds * NANOS_A_CENTISECOND;
    }

    /**
     * skewTime: how much longer than the highest priority a router waits.
     *
     * @param priority of the waiting router, 1–255
     * @param activeAdverIntervalCentis the Active router's interval; version 2 does not look at it
     */
    public static long skewNanos(Version version, int priority, int activeAdverIntervalCentis) {
        long whole = switch (version) {
            case V2 -> NANOS_A_SECOND;
            case V3 -> intervalNanos(activeAdverIntervalCentis);
        };
        return (256 - priority) * whole / 256;
    }

    /** activeDownInterval: how long a router is silent before one of this priority takes its place. */
    public static long activeDownNanos(Version version, int priority, int activeAdverIntervalCentis) {
        return 3 * intervalNanos(activeAdverIntervalCentis) + skewNanos(version, priority, activeAdverIntervalCentis);
    }

    /**
     * How long an Active router may be silent before the first of the others may take its place (V46): activeDownInterval
     * without skew, so that it holds for every priority.
     */
    public static Duration earliestTakeover(VirtualRouterConfig config) {
        return Duration.ofNanos(3 * intervalNanos(config.advertisementIntervalCentis()));
    }
}
