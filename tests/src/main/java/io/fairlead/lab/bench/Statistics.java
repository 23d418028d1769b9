package io.fairlead.lab.bench;

import java.util.Arrays;
import java.util.List;

/** Median and worst of some measured values. */
record Statistics(double median, double worst) {
    /**
     * @throws IllegalArgumentException if there are no values
     */
    static Statistics of(List<Double> values) {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        if (sorted.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Statistics(median, Arrays.stream(sorted).max().orElseThrow());
    }
}
