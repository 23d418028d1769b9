package io.fairlead.lab.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.stack.FaultResult;
import io.fairlead.lab.stack.SidecarsAlone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ./fairlead bench sidecars}: how fast the sidecars alone move the address, without the host agent. */
@Command(
        name = "sidecars",
        mixinStandardHelpOptions = true,
        description = {
            "Measures for how long clients on the bridge are without an answer when the holder of the container VIP is lost,"
                    + " with the sidecars at their defaults and no host agent.",
            "A new connection every millisecond; always on a Docker Engine of its own."
        })
final class SidecarsCommand implements Callable<Integer> {
    private static final Map<String, Fault> FAULTS = Map.of(
            "kill", Fault.KILL,
            "pause", Fault.PAUSE,
            "stop", Fault.STOP,
            "kill-haproxy", Fault.KILL_HAPROXY,
            "kill-sidecar", Fault.KILL_SIDECAR);

    @Option(names = "--runs", defaultValue = "10", description = "of each fault (default: ${DEFAULT-VALUE})")
    private int runs;

    @Option(
            names = "--faults",
            split = ",",
            defaultValue = "kill,pause",
            description = "of kill, pause, stop, kill-haproxy, kill-sidecar (default: ${DEFAULT-VALUE})")
    private List<String> faults;

    @Option(names = "--json", description = "one JSON object on the standard output")
    private boolean json;

    @Spec
    private CommandSpec spec;

    /** The outages of one fault, in ms. */
    record Measured(String fault, double median_ms, double worst_ms, List<FaultResult> runs) {}

    @Override
    public Integer call() throws JsonProcessingException {
        checkArguments();
        Progress progress = Progress.to(System.err);
        List<Measured> all = new ArrayList<>();
        try (Cleanup cleanup = new Cleanup()) {
            SidecarsAlone sidecars = SidecarsAlone.start("bench", cleanup, progress);
            for (String fault : faults) {
                all.add(measure(FAULTS.get(fault), sidecars, progress));
            }
        }
        if (json) {
            System.out.println(new ObjectMapper().writeValueAsString(Map.of("faults", all)));
        } else {
            all.forEach(each -> System.out.printf(
                    Locale.ROOT,
                    "%-14s median %6.1f ms, worst %6.1f ms of %d%n",
                    each.fault(),
                    each.median_ms(),
                    each.worst_ms(),
                    each.runs().size()));
        }
        return 0;
    }

    private void checkArguments() {
        if (runs < 1) {
            throw new ParameterException(spec.commandLine(), "--runs must be at least 1");
        }
        for (String fault : faults) {
            if (!FAULTS.containsKey(fault)) {
                throw new ParameterException(
                        spec.commandLine(), "there is no fault '" + fault + "'; there are " + FAULTS.keySet());
            }
        }
    }

    private Measured measure(Fault fault, SidecarsAlone sidecars, Progress progress) {
        progress.step(fault.words() + ", " + runs + " times");
        List<FaultResult> results = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            FaultResult result = sidecars.lose(fault);
            progress.step(String.format(
                    Locale.ROOT,
                    "  %d/%d: %s, %.1f ms %s",
                    run,
                    runs,
                    result.words(),
                    result.outageMillis(),
                    result.failures()));
            if (!result.well()) {
                throw new IllegalStateException(result.words() + ": " + result.problem());
            }
            results.add(result);
        }
        Statistics outages =
                Statistics.of(results.stream().map(FaultResult::outageMillis).toList());
        return new Measured(fault.key(), outages.median(), outages.worst(), results);
    }
}
