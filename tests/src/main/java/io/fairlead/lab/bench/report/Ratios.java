package io.fairlead.lab.bench.report;

import io.fairlead.lab.bench.failover.BenchFault;
import io.fairlead.lab.bench.failover.FailoverResults;
import io.fairlead.lab.bench.failover.FairleadContender;
import io.fairlead.lab.bench.failover.KeepalivedForm;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Fairlead's medians over keepalived's in the same run; below 1 Fairlead is faster. */
record Ratios(FailoverResults results) {
    /** To the recipe; empty where one of the two was not measured or neither was without an answer. */
    OptionalDouble toRecipe(BenchFault row) {
        return ratio(row, KeepalivedForm.RECIPE.key());
    }

    /** To the tuned form with the least median. */
    OptionalDouble toBestTuned(BenchFault row) {
        return bestTuned(row).map(form -> ratio(row, form.key())).orElse(OptionalDouble.empty());
    }

    /** Which tuned form is the best in a row. */
    Optional<KeepalivedForm> bestTuned(BenchFault row) {
        return List.of(KeepalivedForm.TUNED_100MS, KeepalivedForm.TUNED_10MS).stream()
                .filter(form -> median(comparable(row), form.key()).isPresent())
                .min(Comparator.comparingDouble(
                        form -> median(comparable(row), form.key()).orElseThrow()));
    }

    private OptionalDouble ratio(BenchFault row, String form) {
        OptionalDouble ours = median(row, FairleadContender.KEY);
        OptionalDouble theirs = median(comparable(row), form);
        if (ours.isEmpty() || theirs.isEmpty() || theirs.getAsDouble() == 0 || Double.isInfinite(ours.getAsDouble())) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(ours.getAsDouble() / theirs.getAsDouble());
    }

    /** What keepalived was measured with instead: it has no agent, and frozen is frozen. */
    static BenchFault comparable(BenchFault row) {
        return switch (row) {
            case AGENT_DEAD_KILL -> BenchFault.KILL;
            case FREEZER -> BenchFault.PAUSE;
            default -> row;
        };
    }

    private OptionalDouble median(BenchFault row, String form) {
        return RowSummary.of(results, form, row)
                .map(summary -> OptionalDouble.of(summary.outages().median()))
                .orElse(OptionalDouble.empty());
    }
}
