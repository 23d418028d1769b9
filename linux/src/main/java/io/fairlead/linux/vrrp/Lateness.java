package io.fairlead.linux.vrrp;

import java.util.List;

/**
 * How long after their deadlines timers were answered: a machine that is too busy for the interval shows here first
 * (P43).
 *
 * @param buckets how many were at most as late as the bound of the same index in {@link #BOUNDS_NANOS}, not cumulative;
 *     one more for the rest
 */
public record Lateness(List<Long> buckets, long sumNanos, long worstNanos) {
    /** 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500 ms. */
    public static final List<Long> BOUNDS_NANOS = List.of(
            500_000L,
            1_000_000L,
            2_000_000L,
            5_000_000L,
            10_000_000L,
            20_000_000L,
            50_000_000L,
            100_000_000L,
            200_000_000L,
            500_000_000L);

    public Lateness {
        buckets = List.copyOf(buckets);
    }

    public long count() {
        return buckets.stream().mapToLong(Long::longValue).sum();
    }
}
