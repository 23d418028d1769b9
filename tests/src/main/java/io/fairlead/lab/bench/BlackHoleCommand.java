package io.fairlead.lab.bench;

import io.fairlead.lab.bench.failover.BenchFault;
import io.fairlead.lab.bench.failover.Contender;
import io.fairlead.lab.bench.failover.FairleadContender;
import io.fairlead.lab.bench.failover.FairleadStand;
import io.fairlead.lab.bench.failover.RoundResult;
import io.fairlead.lab.bench.failover.Rounds;
import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.stack.HaproxyPair;
import io.fairlead.lab.stack.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ./fairlead bench blackhole}: exit code 1 if a new client failed, or two answered ARP. */
@Command(
        name = "blackhole",
        mixinStandardHelpOptions = true,
        description =
                "Pauses the holder whose bridge port is the newer one, flushes the neighbour cache and lets 100 clients come.")
final class BlackHoleCommand implements Callable<Integer> {
    private static final Duration MOVED = Duration.ofSeconds(5);

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "5", description = "default: ${DEFAULT-VALUE}")
    private int rounds;

    @Override
    public Integer call() {
        Progress progress = Progress.to(System.err);
        boolean well = true;
        try (Cleanup cleanup = new Cleanup()) {
            FairleadContender fairlead = FairleadStand.start(cleanup, progress);
            for (int round = 1; round <= rounds; round++) {
                giveHolderTheNewerPort(fairlead);
                for (RoundResult result : new Rounds(fairlead).run(BenchFault.PAUSE, round)) {
                    System.out.println("round " + round + ", " + result.row().words() + ": " + result.words()
                            + "; Ethernet addresses that answer ARP: " + result.arpAnswers());
                    well &= result.problem().isEmpty() && result.arpAnswers() <= 1;
                    well &= result.row() != BenchFault.NEW_CLIENTS || result.failed() == 0;
                }
            }
        }
        return well ? 0 : 1;
    }

    /** Which of two that answer a bridge prefers depends on the order of their ports (P13). */
    private static void giveHolderTheNewerPort(Contender contender) {
        ServiceContainer old = contender.container(contender.holders().getFirst());
        ServiceContainer next = contender.container(HaproxyPair.otherThan(old.name()));
        Fault.STOP.inject(next);
        contender.heal(BenchFault.STOP, next);
        Fault.KILL_HAPROXY.inject(old);
        Waiting.until(
                "VIP on " + next.name(),
                MOVED,
                () -> contender.holders().equals(List.of(next.name())),
                contender::state);
        contender.heal(BenchFault.HAPROXY_KILL, old);
    }
}
