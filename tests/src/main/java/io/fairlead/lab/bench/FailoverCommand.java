package io.fairlead.lab.bench;

import io.fairlead.lab.bench.failover.BenchFault;
import io.fairlead.lab.bench.failover.FailoverPlan;
import io.fairlead.lab.bench.failover.FailoverResults;
import io.fairlead.lab.bench.failover.FailoverRun;
import io.fairlead.lab.bench.failover.KeepalivedForm;
import io.fairlead.lab.bench.report.FailoverReport;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.run.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./fairlead bench failover}: exit code 1 if a budget is missed. */
@Command(
        name = "failover",
        mixinStandardHelpOptions = true,
        description = {
            "Measures for how long clients are without an answer when the holder of the container VIP is lost:"
                    + " Fairlead with its defaults, and keepalived in three forms, in turn, on a Docker Engine of its own.",
            "A new connection every millisecond. Writes a page, plots and the numbers into a folder."
        })
final class FailoverCommand implements Callable<Integer> {
    private static final String NONE = "none";

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "20",
            description = "rounds of each fault for Fairlead, 0 for none (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--runs-keepalived",
            paramLabel = "N",
            defaultValue = "5",
            description = "rounds of each fault for each form of keepalived (default: ${DEFAULT-VALUE})")
    private int runsKeepalived;

    @Option(
            names = "--faults",
            split = ",",
            paramLabel = "FAULT",
            description = {
                "only these, of kill, pause (with new-clients and unpause), stop, haproxy-kill, haproxy-hung, sidecar-kill,"
                        + " agent-dead+kill, agent-restart, freezer (default: these),",
                "or, of Fairlead alone, worker-kill, sidecar-hung, link-down"
            })
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--against",
            split = ",",
            paramLabel = "FORM",
            defaultValue = "recipe,tuned-100ms,tuned-10ms",
            description = "forms of keepalived, or none (default: ${DEFAULT-VALUE})")
    private List<String> against;

    @Option(names = "--json", description = "print the numbers as one JSON object instead of a table")
    private boolean json;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            description = "where page, plots and numbers go (default: docs/benchmarks of this clone)")
    private Path output = Repository.root().resolve("docs").resolve("benchmarks");

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        FailoverPlan plan = plan();
        FailoverResults results;
        try (Cleanup cleanup = new Cleanup()) {
            results = new FailoverRun(plan, cleanup, Progress.to(System.err)).run();
        }
        FailoverReport report = new FailoverReport(results);
        report.write(output);
        System.out.println(json ? report.json() : report.text());
        return report.within() ? 0 : 1;
    }

    private FailoverPlan plan() {
        if (runs < 0 || runsKeepalived < 1) {
            throw wrong("--runs must be at least 0 and --runs-keepalived at least 1");
        }
        Set<BenchFault> chosen = new LinkedHashSet<>();
        for (String key : faults) {
            chosen.add(BenchFault.of(key)
                    .orElseThrow(() -> wrong("there is no fault '" + key + "'; there are " + keys()))
                    .round());
        }
        if (chosen.isEmpty()) {
            Arrays.stream(BenchFault.values())
                    .filter(fault -> !fault.isExtra())
                    .map(BenchFault::round)
                    .forEach(chosen::add);
        }
        List<KeepalivedForm> forms = against.equals(List.of(NONE))
                ? List.of()
                : against.stream()
                        .map(key -> KeepalivedForm.of(key)
                                .orElseThrow(() -> wrong("there is no form '" + key + "' of keepalived")))
                        .toList();
        return new FailoverPlan(runs, runsKeepalived, List.copyOf(chosen), forms);
    }

    private static List<String> keys() {
        return Arrays.stream(BenchFault.values()).map(BenchFault::key).toList();
    }

    private ParameterException wrong(String words) {
        return new ParameterException(spec.commandLine(), words);
    }
}
