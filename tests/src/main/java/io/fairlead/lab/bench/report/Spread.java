package io.fairlead.lab.bench.report;

import java.util.List;

/** Measured values in order; infinite ones are "never". */
public record Spread(List<Double> sorted) {
    public Spread {
        sorted = sorted.stream().sorted().toList();
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
    }

    public static Spread of(List<Double> values) {
        return new Spread(values);
    }

    /** The one in the middle; of an even number the mean of the two, where both are finite. */
    public double median() {
        int middle = sorted.size() / 2;
        double upper = sorted.get(middle);
        return sorted.size() % 2 == 1 || Double.isInfinite(upper) ? upper : (sorted.get(middle - 1) + upper) / 2;
    }

    /** The least value that is not less than {@code percent} in 100 of all (nearest rank): with 20 values the 19th is p95. */
    public double percentile(double percent) {
        int rank = (int) Math.ceil(percent / 100 * sorted.size());
        return sorted.get(Math.clamp(rank - 1, 0, sorted.size() - 1));
    }

    public double worst() {
        return sorted.getLast();
    }
}
