package io.fairlead.lab.bench;

import io.fairlead.lab.bench.failover.FairleadContender;
import io.fairlead.lab.bench.failover.FairleadStand;
import io.fairlead.lab.bench.failover.Sight;
import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.probe.Prober;
import io.fairlead.lab.probe.Probes;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.stack.OneHost;
import io.fairlead.lab.stack.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./fairlead bench rolling}: exit code 1 if a connection failed. */
@Command(
        name = "rolling",
        mixinStandardHelpOptions = true,
        description = "Stops and starts h1, then h2, again and again, under a client that connects each millisecond.")
final class RollingCommand implements Callable<Integer> {
    @Option(names = "--rounds", paramLabel = "N", defaultValue = "10", description = "default: ${DEFAULT-VALUE}")
    private int rounds;

    @Override
    public Integer call() {
        Progress progress = Progress.to(System.err);
        int failed = 0;
        int all = 0;
        List<Long> stops = new ArrayList<>();
        try (Cleanup cleanup = new Cleanup()) {
            FairleadContender fairlead = FairleadStand.start(cleanup, progress);
            for (int round = 1; round <= rounds; round++) {
                for (String name : OneHost.HAPROXIES) {
                    Rolled rolled = roll(fairlead, fairlead.container(name));
                    Probes seen = rolled.seen();
                    progress.step("round " + round + "/" + rounds + ", " + name + ": stopped within "
                            + millis(rolled.stop()) + " ms, started within " + millis(rolled.start()) + " ms; "
                            + seen.failed() + " failed of " + seen.count() + " " + seen.failures() + ", slowest "
                            + seen.slowestNanos() / 1_000_000 + " ms");
                    failed += seen.failed();
                    all += seen.count();
                    stops.add(millis(rolled.stop()));
                }
            }
        }
        stops.sort(null);
        System.out.println(failed + " failed of " + all + " connections in " + rounds + " rounds; a stop took "
                + stops.get(stops.size() / 2) + " ms (median), " + stops.getLast() + " ms at most");
        return failed == 0 ? 0 : 1;
    }

    private static long millis(Fault.Injection injection) {
        return (injection.endNanos() - injection.startNanos()) / 1_000_000;
    }

    /** What clients saw from before the stop until both are as before. */
    private record Rolled(Fault.Injection stop, Fault.Injection start, Probes seen) {}

    private static Rolled roll(FairleadContender fairlead, ServiceContainer container) {
        long start = System.nanoTime();
        try (Prober client = Sight.client(fairlead)) {
            Waiting.within(Sight.DEADLINE, () -> client.since(start).count() > 200);
            Fault.Injection stop = Fault.STOP.inject(container);
            Fault.Injection begun = Fault.START.inject(container);
            fairlead.awaitWhole();
            long until = System.nanoTime();
            Waiting.within(Sight.DEADLINE.multipliedBy(2), () -> client.decidedUntil(until));
            return new Rolled(stop, begun, client.probes().between(start, until));
        }
    }
}
