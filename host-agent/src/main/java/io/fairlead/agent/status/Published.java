package io.fairlead.agent.status;

import java.time.Duration;

/**
 * The latest report with the moment on System.nanoTime when it was made: wall clocks step (V52).
 */
public record Published(StatusReport report, long atNanos) {
    /** Three times the loop publishes in this time: a report that is older says that the loop hangs. */
    public static final Duration STALE = Duration.ofSeconds(3);

    public Duration age(long nowNanos) {
        return Duration.ofNanos(nowNanos - atNanos);
    }

    public boolean isStale(long nowNanos) {
        return age(nowNanos).compareTo(STALE) > 0;
    }
}
