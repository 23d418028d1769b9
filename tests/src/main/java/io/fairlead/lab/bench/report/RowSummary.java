package io.fairlead.lab.bench.report;

import io.fairlead.lab.bench.failover.BenchFault;
import io.fairlead.lab.bench.failover.FailoverResults;
import io.fairlead.lab.bench.failover.RoundResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One contender's rounds of one row, in a few numbers. Outages are in ms. */
record RowSummary(BenchFault row, List<RoundResult> rounds) {
    /** Empty if there is no measured round. */
    static Optional<RowSummary> of(FailoverResults results, String form, BenchFault row) {
        List<RoundResult> rounds = results.of(form, row);
        return rounds.isEmpty() ? Optional.empty() : Optional.of(new RowSummary(row, rounds));
    }

    Spread outages() {
        return Spread.of(rounds.stream().map(RoundResult::outageMillis).toList());
    }

    int failed() {
        return rounds.stream().mapToInt(RoundResult::failed).sum();
    }

    int probes() {
        return rounds.stream().mapToInt(RoundResult::probes).sum();
    }

    Map<String, Long> failures() {
        Map<String, Long> all = new TreeMap<>();
        rounds.forEach(round -> round.failures().forEach((kind, count) -> all.merge(kind, count, Long::sum)));
        return all;
    }

    /** Whether what Fairlead promises was kept. */
    boolean withinBudget() {
        return row.budget().noneFailed()
                ? failed() == 0 && rounds.stream().noneMatch(RoundResult::never)
                : outages().median() <= row.budget().median()
                        && outages().percentile(95) <= row.budget().p95();
    }
}
