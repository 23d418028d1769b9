package io.fairlead.lab.bench.checks;

import java.util.List;

/**
 * What a while of checks came to; the names are those of the JSON.
 *
 * @param runs that ended in that while
 * @param failures of these
 * @param coreShare of one core that the process took, 1 for all of it
 * @param residentMb of the process at the end
 * @param residentBeforeMb before the first check
 * @param latenessBounds upper bounds of the buckets in seconds
 * @param latenessCounts runs by how late they began, the last beyond every bound
 * @param worstLatenessMillis since the first check
 */
public record ChecksOutcome(
        int checks,
        String kind,
        long intervalMillis,
        double seconds,
        long runs,
        long failures,
        double coreShare,
        double residentBeforeMb,
        double residentMb,
        List<Double> latenessBounds,
        List<Long> latenessCounts,
        double worstLatenessMillis) {
    /** The share of runs that began at most {@code seconds} late, which is one of the bounds. */
    public double withinSeconds(double seconds) {
        long all = latenessCounts.stream().mapToLong(n -> n).sum();
        long within = 0;
        for (int i = 0; i < latenessBounds.size() && latenessBounds.get(i) <= seconds; i++) {
            within += latenessCounts.get(i);
        }
        return all == 0 ? 0 : (double) within / all;
    }
}
