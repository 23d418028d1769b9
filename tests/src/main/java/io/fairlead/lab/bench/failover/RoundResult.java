package io.fairlead.lab.bench.failover;

import io.fairlead.lab.bench.watch.LineStates;
import java.util.Map;

/**
 * What one round shows of one row.
 *
 * @param form the contender's key
 * @param number from 1
 * @param holder whom the fault hit
 * @param outageMillis for how long no client was answered, 0 if all were; infinite: until the bench gave up
 * @param failed connections that failed, {@code failures} by kind
 * @param probes connections that were begun while the round was watched
 * @param slowestMillis the longest that an answered one waited
 * @param takeoverMillis from the fault until the other container had the address; negative: it never had it
 * @param sharedMillis the longest time in one piece that both had the address
 * @param arpAnswers how many Ethernet addresses answered for the VIP 100 ms after the takeover; negative: not asked
 * @param sending lasting connections that send
 * @param receiving lasting connections that only receive
 * @param healSeconds until all was as before
 * @param problem what the bench could not do; empty if nothing
 */
public record RoundResult(
        String form,
        BenchFault row,
        int number,
        String holder,
        double outageMillis,
        int failed,
        Map<String, Long> failures,
        int probes,
        double slowestMillis,
        double takeoverMillis,
        double sharedMillis,
        int arpAnswers,
        LineStates sending,
        LineStates receiving,
        double healSeconds,
        String problem) {
    public RoundResult {
        failures = Map.copyOf(failures);
    }

    /** A round that could not be measured. */
    static RoundResult spoilt(String form, BenchFault row, int number, String problem) {
        return new RoundResult(
                form, row, number, "", 0, 0, Map.of(), 0, 0, -1, 0, -1, LineStates.NONE, LineStates.NONE, 0, problem);
    }

    RoundResult healed(double seconds, String trouble) {
        return new RoundResult(
                form,
                row,
                number,
                holder,
                outageMillis,
                failed,
                failures,
                probes,
                slowestMillis,
                takeoverMillis,
                sharedMillis,
                arpAnswers,
                sending,
                receiving,
                seconds,
                problem.isEmpty() ? trouble : problem);
    }

    public boolean measured() {
        return probes > 0;
    }

    public boolean never() {
        return Double.isInfinite(outageMillis);
    }

    /** In a line, for progress. */
    public String words() {
        if (!measured()) {
            return "spoilt: " + problem;
        }
        String outage = never() ? "never" : Math.round(outageMillis * 10) / 10.0 + " ms";
        return (row.budget().noneFailed() ? failed + " failed of " + probes + ", " : "")
                + outage
                + (failures.isEmpty() ? "" : " " + failures)
                + (problem.isEmpty() ? "" : "; " + problem);
    }
}
