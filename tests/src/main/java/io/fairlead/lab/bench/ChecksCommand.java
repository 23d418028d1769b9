package io.fairlead.lab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.lab.bench.checks.ChecksLoad;
import io.fairlead.lab.bench.checks.ChecksOutcome;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./fairlead bench checks}: what checks cost, and whether they run in time. */
@Command(
        name = "checks",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the agent's checks in a JVM with the agent's settings against an HAProxy on loopback, and tells the CPU that"
                    + " they took and how much later than planned they began.",
            "Succeeds if none failed."
        })
final class ChecksCommand implements Callable<Integer> {
    @Option(names = "--checks", defaultValue = "2000", description = "how many (default: ${DEFAULT-VALUE})")
    private int checks;

    @Option(names = "--kind", defaultValue = "http", description = "http or connect (default: ${DEFAULT-VALUE})")
    private String kind;

    @Option(names = "--interval", defaultValue = "2000", description = "of each, in ms (default: ${DEFAULT-VALUE})")
    private long interval;

    @Option(names = "--seconds", defaultValue = "30", description = "measured (default: ${DEFAULT-VALUE})")
    private int seconds;

    @Option(names = "--json", description = "one JSON object on the standard output")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        ChecksOutcome outcome;
        try (Cleanup cleanup = new Cleanup()) {
            outcome = ChecksLoad.run(checks, kind, interval, seconds, cleanup, Progress.to(System.err));
        }
        if (json) {
            System.out.println(new ObjectMapper().writeValueAsString(outcome));
        } else {
            print(outcome);
        }
        return outcome.failures() == 0 ? 0 : 1;
    }

    private static void print(ChecksOutcome outcome) {
        System.out.printf(
                Locale.ROOT,
                "%d checks (%s) each %d ms: %.0f runs a second for %.0f s, %d failed%n"
                        + "CPU: %.1f %% of a core; resident: %.1f MB, %.1f before the first check%n"
                        + "began late: ",
                outcome.checks(),
                outcome.kind(),
                outcome.intervalMillis(),
                outcome.runs() / outcome.seconds(),
                outcome.seconds(),
                outcome.failures(),
                outcome.coreShare() * 100,
                outcome.residentMb(),
                outcome.residentBeforeMb());
        for (double bound : outcome.latenessBounds()) {
            System.out.printf(
                    Locale.ROOT, "%.2f %% within %.0f ms, ", outcome.withinSeconds(bound) * 100, bound * 1000);
        }
        System.out.printf(Locale.ROOT, "the worst %.1f ms, of the warm-up too%n", outcome.worstLatenessMillis());
    }
}
