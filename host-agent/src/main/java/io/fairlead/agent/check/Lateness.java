package io.fairlead.agent.check;

import java.util.Arrays;
import java.util.List;

/** How much later than planned runs began: the machine is too loaded for its checks when this grows. One thread writes. */
public final class Lateness {
    /** Upper bounds of the buckets in seconds, as the metrics name them. */
    public static final List<Double> BOUNDS = List.of(0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1.0);

    private static final double NANOS_A_SECOND = 1e9;

    private final long[] counts = new long[BOUNDS.size() + 1];
    private long sumNanos;
    private long worstNanos;

    void add(long nanos) {
        long late = Math.max(0, nanos);
        int bucket = 0;
        while (bucket < BOUNDS.size() && late > BOUNDS.get(bucket) * NANOS_A_SECOND) {
            bucket++;
        }
        counts[bucket]++;
        sumNanos += late;
        worstNanos = Math.max(worstNanos, late);
    }

    /**
     * What was counted until now.
     *
     * @param counts by bucket, the last one beyond every bound
     */
    public record Counted(List<Long> counts, double sumSeconds, double worstSeconds) {
        /** Before the first run. */
        public static final Counted NOTHING = new Lateness().counted();
    }

    Counted counted() {
        return new Counted(
                Arrays.stream(counts).boxed().toList(), sumNanos / NANOS_A_SECOND, worstNanos / NANOS_A_SECOND);
    }
}
