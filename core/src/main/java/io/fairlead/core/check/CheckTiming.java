package io.fairlead.core.check;

import java.time.Duration;

/**
 * When a check runs.
 *
 * @param interval from begin to begin
 * @param timeout after which a run has failed; less than {@code interval}, so that a server has one at a time
 * @param jitterPercent by which each interval is longer or shorter at random, 0–50, so that checks do not march in step
 */
public record CheckTiming(Duration interval, Duration timeout, int jitterPercent) {
    public CheckTiming {
        if (interval.isNegative() || interval.isZero() || timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("interval " + interval + " and timeout " + timeout + " must be above 0");
        }
        if (jitterPercent < 0 || jitterPercent > 50) {
            throw new IllegalArgumentException("a jitter of " + jitterPercent + " % is outside 0–50");
        }
    }

    /** The time to the next run; {@code chance} is uniform from 0 to 1. */
    public long nextNanos(double chance) {
        double share = 1 + (2 * chance - 1) * jitterPercent / 100;
        return Math.round(interval.toNanos() * share);
    }
}
