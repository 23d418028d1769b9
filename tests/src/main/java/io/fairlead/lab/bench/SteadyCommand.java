package io.fairlead.lab.bench;

import io.fairlead.lab.bench.failover.FairleadContender;
import io.fairlead.lab.bench.failover.FairleadStand;
import io.fairlead.lab.bench.failover.Sight;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.probe.Probes;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Command;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.stack.HaproxyPair;
import io.fairlead.lab.stack.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** {@code ./fairlead bench steady}: exit code 1 if the address moved although nothing had happened. */
@picocli.CommandLine.Command(
        name = "steady",
        mixinStandardHelpOptions = true,
        description = "Loads all cores with busy processes and counts changes of the holder, which there must not be.")
final class SteadyCommand implements Callable<Integer> {
    private static final Duration BETWEEN_WORDS = Duration.ofSeconds(30);

    @Option(names = "--minutes", paramLabel = "N", defaultValue = "30", description = "default: ${DEFAULT-VALUE}")
    private int minutes;

    @Option(
            names = "--busy",
            paramLabel = "N",
            defaultValue = "8",
            description = "processes (default: ${DEFAULT-VALUE})")
    private int busy;

    @Override
    public Integer call() {
        Progress progress = Progress.to(System.err);
        try (Cleanup cleanup = new Cleanup()) {
            FairleadContender fairlead = FairleadStand.start(cleanup, progress);
            ServiceContainer holder = fairlead.container(fairlead.holders().getFirst());
            System.out.println("before:\n" + metrics(fairlead));
            try (Sight sight = Sight.open(fairlead, holder)) {
                for (int number = 1; number <= busy; number++) {
                    cleanup.keep(
                            "busy process " + number,
                            Command.of("sh", "-c", "while :; do :; done").start(Path.of("/dev/null")));
                }
                return watch(fairlead, sight, progress);
            }
        }
    }

    private int watch(FairleadContender fairlead, Sight sight, Progress progress) {
        long start = System.nanoTime();
        long end = start + Duration.ofMinutes(minutes).toNanos();
        for (long now = start; now < end; now = System.nanoTime()) {
            Waiting.at(Math.min(end, now + BETWEEN_WORDS.toNanos()));
            progress.step(takeovers(sight, start) + " changes of the holder; "
                    + Duration.ofNanos(end - now).toMinutes() + " min left");
        }
        Probes seen = sight.seen(start, System.nanoTime());
        System.out.println("after " + minutes + " min with " + busy + " busy processes:\n" + metrics(fairlead));
        System.out.println(takeovers(sight, start) + " changes of the holder; " + seen.failed() + " failed of "
                + seen.count() + " connections " + seen.failures());
        return takeovers(sight, start) == 0 ? 0 : 1;
    }

    private static int takeovers(Sight sight, long start) {
        return sight.owners().owners().takeovers(start);
    }

    /** Transitions and lateness as the sidecars count them. */
    private static String metrics(FairleadContender fairlead) {
        return fairlead.containers().stream()
                .map(container -> container.name() + ":\n"
                        + HaproxyPair.metrics(container)
                                .lines()
                                .filter(line -> line.startsWith("fairlead_vrrp_transitions_total")
                                        || line.startsWith("fairlead_vrrp_timer"))
                                .collect(Collectors.joining("\n")))
                .collect(Collectors.joining("\n"));
    }
}
