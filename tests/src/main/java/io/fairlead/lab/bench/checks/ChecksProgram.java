package io.fairlead.lab.bench.checks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.agent.check.CheckReport;
import io.fairlead.agent.check.CheckSurroundings;
import io.fairlead.agent.check.Checks;
import io.fairlead.agent.check.Lateness;
import io.fairlead.core.check.CheckOptions;
import io.fairlead.core.check.CheckSettings;
import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.health.RealServer;
import io.fairlead.core.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The agent's checks alone in a JVM with the agent's settings; prints one {@link ChecksOutcome} as JSON. */
public final class ChecksProgram {
    private static final double KILO = 1024;

    private ChecksProgram() {}

    /** Arguments: number of checks, first port on 127.0.0.1, kind, interval in ms, seconds to warm up, seconds to measure. */
    public static void main(String[] arguments) throws Exception {
        int count = Integer.parseInt(arguments[0]);
        int firstPort = Integer.parseInt(arguments[1]);
        String kind = arguments[2];
        long interval = Long.parseLong(arguments[3]);
        double residentBefore = residentMb();
        CheckSettings settings = CheckOptions.read(
                        kind, Map.of("interval", interval + " ms", "timeout", interval / 2 + " ms"), name -> name)
                .settings()
                .orElseThrow();
        IpAddress loopback = IpAddress.parse("127.0.0.1");
        List<CheckTarget> targets = IntStream.range(0, count)
                .mapToObj(i -> new CheckTarget(new RealServer("bench", loopback, firstPort + i), settings))
                .toList();
        try (Checks checks = new Checks(new CheckSurroundings(Path.of("/none"), Path.of("/none")), _ -> {})) {
            checks.bring(targets);
            Thread.sleep(Duration.ofSeconds(Long.parseLong(arguments[4])));
            Sample before = Sample.of(checks.report());
            Thread.sleep(Duration.ofSeconds(Long.parseLong(arguments[5])));
            Sample after = Sample.of(checks.report());
            ChecksOutcome outcome = after.since(before, count, kind, interval, residentBefore);
            System.out.println(new ObjectMapper().writeValueAsString(outcome));
        }
    }

    /** Everything that counts up, at one moment. */
    private record Sample(long nanos, Duration cpu, long runs, long failures, Lateness.Counted lateness) {
        static Sample of(CheckReport report) {
            return new Sample(
                    System.nanoTime(),
                    ProcessHandle.current().info().totalCpuDuration().orElseThrow(),
                    report.views().stream().mapToLong(view -> view.runs()).sum(),
                    report.views().stream().mapToLong(view -> view.failures()).sum(),
                    report.lateness());
        }

        ChecksOutcome since(Sample before, int checks, String kind, long interval, double residentBefore)
                throws IOException {
            double seconds = (nanos - before.nanos) / 1e9;
            List<Long> counts = new ArrayList<>();
            for (int i = 0; i < lateness.counts().size(); i++) {
                counts.add(lateness.counts().get(i) - before.lateness.counts().get(i));
            }
            return new ChecksOutcome(
                    checks,
                    kind,
                    interval,
                    seconds,
                    runs - before.runs,
                    failures - before.failures,
                    cpu.minus(before.cpu).toNanos() / 1e9 / seconds,
                    residentBefore,
                    residentMb(),
                    Lateness.BOUNDS,
                    counts,
                    lateness.worstSeconds() * 1000);
        }
    }

    private static double residentMb() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow()
                / KILO;
    }
}
