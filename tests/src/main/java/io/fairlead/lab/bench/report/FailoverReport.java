package io.fairlead.lab.bench.report;

import io.fairlead.lab.bench.failover.BenchFault;
import io.fairlead.lab.bench.failover.FailoverResults;
import io.fairlead.lab.bench.failover.FairleadContender;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The results as files and as text. */
public record FailoverReport(FailoverResults results) {
    /** Whether all budgets that could be measured were kept, and all rounds could be measured. */
    public boolean within() {
        return results.problems().isEmpty()
                && Arrays.stream(BenchFault.values())
                        .allMatch(row -> RowSummary.of(results, FairleadContender.KEY, row)
                                .map(RowSummary::withinBudget)
                                .orElse(true));
    }

    /** failover.md, failover.json and a plot for each fault. */
    public void write(Path folder) {
        try {
            Files.createDirectories(folder);
            for (BenchFault row : BenchFault.values()) {
                if (CdfPlot.worthIt(results, row)) {
                    Files.writeString(folder.resolve(plot(row)), new CdfPlot(results, row).svg());
                }
            }
            Files.writeString(folder.resolve("failover.json"), json() + "\n");
            Files.writeString(folder.resolve("failover.md"), new FailoverPage(results).markdown());
        } catch (IOException e) {
            throw new UncheckedIOException("the results cannot be written into " + folder, e);
        }
    }

    static String plot(BenchFault row) {
        return "failover-" + row.key().replace('+', '-') + ".svg";
    }

    /** One object. */
    public String json() {
        return FailoverJson.of(results);
    }

    /** The table for a terminal. */
    public String text() {
        return String.join("\n", new FailoverTable(results).lines());
    }
}
