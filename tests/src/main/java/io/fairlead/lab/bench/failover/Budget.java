package io.fairlead.lab.bench.failover;

/**
 * What is promised for a row.
 *
 * @param median of the outages, in ms
 * @param p95 what 95 rounds in 100 stay within, in ms
 * @param noneFailed instead: not one connection fails, and the times say nothing
 */
public record Budget(double median, double p95, boolean noneFailed) {
    static final Budget NONE_FAILED = new Budget(0, 0, true);

    static Budget of(double median, double p95) {
        return new Budget(median, p95, false);
    }

    /** In a cell of a table. */
    public String words() {
        return noneFailed ? "0 failed" : Math.round(median) + " / " + Math.round(p95) + " ms";
    }
}
