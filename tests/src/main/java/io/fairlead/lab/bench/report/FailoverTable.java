package io.fairlead.lab.bench.report;

import io.fairlead.lab.bench.failover.BenchFault;
import io.fairlead.lab.bench.failover.FailoverResults;
import io.fairlead.lab.bench.failover.FairleadContender;
import io.fairlead.lab.bench.failover.KeepalivedForm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The results by fault: Fairlead, its budget, keepalived's medians, and the ratios. */
final class FailoverTable {
    static final List<String> HEAD = List.of(
            "fault",
            "Fairlead: median / p95 / worst, ms",
            "failed",
            "budget",
            "kept",
            "keepalived recipe, ms",
            "tuned 100 ms",
            "tuned 10 ms",
            "ratio to recipe",
            "to best tuned");

    private final FailoverResults results;
    private final Ratios ratios;

    FailoverTable(FailoverResults results) {
        this.results = results;
        this.ratios = new Ratios(results);
    }

    /** A row of cells for each fault that was measured. */
    List<List<String>> rows() {
        return Arrays.stream(BenchFault.values())
                .filter(this::measured)
                .map(this::cells)
                .toList();
    }

    private boolean measured(BenchFault row) {
        return results.rounds().stream().anyMatch(round -> round.row() == row && round.measured());
    }

    private List<String> cells(BenchFault row) {
        Optional<RowSummary> ours = RowSummary.of(results, FairleadContender.KEY, row);
        return List.of(
                row.words(),
                ours.map(FailoverTable::spread).orElse("–"),
                ours.map(summary -> summary.failed() + " of " + summary.probes())
                        .orElse("–"),
                row.budget().words(),
                ours.map(summary -> summary.withinBudget() ? "yes" : "**no**").orElse("–"),
                theirs(row, KeepalivedForm.RECIPE),
                theirs(row, KeepalivedForm.TUNED_100MS),
                theirs(row, KeepalivedForm.TUNED_10MS),
                ratio(ratios.toRecipe(row)),
                ratio(ratios.toBestTuned(row)));
    }

    private static String spread(RowSummary summary) {
        Spread outages = summary.outages();
        return Numbers.millis(outages.median()) + " / " + Numbers.millis(outages.percentile(95)) + " / "
                + Numbers.millis(outages.worst());
    }

    private String theirs(BenchFault row, KeepalivedForm form) {
        return RowSummary.of(results, form.key(), row)
                .map(summary -> row.budget().noneFailed()
                        ? summary.failed() + " of " + summary.probes() + " failed, "
                                + Numbers.millis(summary.outages().median())
                        : Numbers.millis(summary.outages().median()))
                .orElse("–");
    }

    private static String ratio(OptionalDouble ratio) {
        return ratio.isPresent() ? Numbers.ratio(ratio.getAsDouble()) : "–";
    }

    /** For a terminal. */
    List<String> lines() {
        List<List<String>> all = new ArrayList<>();
        all.add(HEAD);
        all.addAll(rows());
        int[] widths = new int[HEAD.size()];
        all.forEach(row -> {
            for (int column = 0; column < widths.length; column++) {
                widths[column] = Math.max(widths[column], row.get(column).length());
            }
        });
        return all.stream().map(row -> line(row, widths)).toList();
    }

    private static String line(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            String cell = row.get(column).replace("**", "");
            line.append(cell).append(" ".repeat(widths[column] - cell.length() + 2));
        }
        return line.toString().stripTrailing();
    }
}
