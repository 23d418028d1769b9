package io.fairlead.lab.bench;

import io.fairlead.lab.bench.failover.BenchFault;
import io.fairlead.lab.bench.failover.FairleadContender;
import io.fairlead.lab.bench.failover.FairleadStand;
import io.fairlead.lab.bench.failover.Injections;
import io.fairlead.lab.bench.failover.Sight;
import io.fairlead.lab.bench.watch.Owners;
import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.stack.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./fairlead bench agent-killed}: exit code 1 if the address was with two beyond the lease, or with nobody for long. */
@Command(
        name = "agent-killed",
        mixinStandardHelpOptions = true,
        description = "Kills the agent shortly before, during or after a fault, at times that the seed gives.")
final class AgentKilledCommand implements Callable<Integer> {
    private static final List<BenchFault> FAULTS = List.of(
            BenchFault.KILL,
            BenchFault.PAUSE,
            BenchFault.STOP,
            BenchFault.HAPROXY_KILL,
            BenchFault.HAPROXY_HUNG,
            BenchFault.SIDECAR_KILL,
            BenchFault.FREEZER);
    /** Two seconds, and up to one more: the kernel counts lifetimes in whole seconds. */
    private static final double LEASE_MILLIS = 3000;

    private static final double NOBODY_MILLIS = 500;
    /** The agent's death is up to so long before the fault, and up to three times as long after it. */
    private static final int BEFORE_MILLIS = 50;

    private static final Duration WATCHED = Duration.ofSeconds(4);
    private static final Duration CAP = Duration.ofSeconds(10);

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "50", description = "default: ${DEFAULT-VALUE}")
    private int rounds;

    @Option(names = "--seed", paramLabel = "NUMBER", defaultValue = "1", description = "default: ${DEFAULT-VALUE}")
    private long seed;

    @Override
    public Integer call() {
        Progress progress = Progress.to(System.err);
        Random random = new Random(seed);
        int bad = 0;
        double worstTwo = 0;
        double worstNobody = 0;
        try (Cleanup cleanup = new Cleanup()) {
            FairleadContender fairlead = FairleadStand.start(cleanup, progress);
            for (int round = 1; round <= rounds; round++) {
                BenchFault fault = FAULTS.get(random.nextInt(FAULTS.size()));
                int offset = random.nextInt(4 * BEFORE_MILLIS) - BEFORE_MILLIS;
                Seen seen = round(fairlead, fault, offset);
                progress.step(String.format(
                        Locale.ROOT,
                        "%d/%d: agent killed at %+d ms of %s: two for %.0f ms, nobody for %.0f ms, clients without for %.0f ms%s",
                        round,
                        rounds,
                        offset,
                        fault.key(),
                        seen.twoMillis(),
                        seen.nobodyMillis(),
                        seen.outageMillis(),
                        seen.well() ? "" : "  <-- not well"));
                bad += seen.well() ? 0 : 1;
                worstTwo = Math.max(worstTwo, seen.twoMillis());
                worstNobody = Math.max(worstNobody, seen.nobodyMillis());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "%d of %d rounds not well; two owners for %.0f ms at worst, nobody for %.0f ms%n",
                bad,
                rounds,
                worstTwo,
                worstNobody);
        return bad == 0 ? 0 : 1;
    }

    private record Seen(double twoMillis, double nobodyMillis, double outageMillis) {
        boolean well() {
            return twoMillis <= LEASE_MILLIS && nobodyMillis <= NOBODY_MILLIS;
        }
    }

    private static Seen round(FairleadContender fairlead, BenchFault fault, int offsetMillis) {
        ServiceContainer holder = fairlead.container(fairlead.holders().getFirst());
        ServiceContainer agent = fairlead.agent().orElseThrow();
        Seen seen;
        try (Sight sight = Sight.open(fairlead, holder)) {
            Runnable injection = Injections.prepare(fault, fairlead, holder);
            long at = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BEFORE_MILLIS);
            CompletableFuture<?> killed =
                    aside(at + TimeUnit.MILLISECONDS.toNanos(offsetMillis), () -> Fault.KILL.inject(agent));
            CompletableFuture<?> done = aside(at, injection);
            Waiting.within(CAP, () -> sight.settled(at, WATCHED));
            killed.join();
            done.join();
            long until = System.nanoTime();
            Owners owners = sight.owners().owners();
            seen = new Seen(
                    owners.longestSharedNanos(until) / 1e6,
                    owners.longestNobodyNanos(until) / 1e6,
                    sight.seen(at, until).outageNanos() / 1e6);
        }
        Fault.START.inject(agent);
        if (fault == BenchFault.PAUSE) {
            Fault.UNPAUSE.inject(holder);
        }
        fairlead.heal(fault, holder);
        fairlead.awaitAgent();
        return seen;
    }

    private static CompletableFuture<?> aside(long atNanos, Runnable job) {
        Runnable timed = () -> {
            Waiting.at(atNanos);
            job.run();
        };
        return CompletableFuture.runAsync(
                timed, task -> Thread.ofPlatform().daemon().name("fault").start(task));
    }
}
