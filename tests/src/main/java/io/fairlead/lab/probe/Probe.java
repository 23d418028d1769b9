package io.fairlead.lab.probe;

/**
 * One connection of the prober.
 *
 * @param startNanos when it was begun, System.nanoTime
 * @param endNanos when its outcome was known, the same clock
 * @param outcome how it ended
 * @param answeredBy who answered; empty unless ANSWERED
 */
public record Probe(long startNanos, long endNanos, Outcome outcome, String answeredBy) {
    public boolean answered() {
        return outcome == Outcome.ANSWERED;
    }
}
