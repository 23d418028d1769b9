package io.fairlead.lab.bench.failover;

import io.fairlead.lab.bench.watch.LineStates;
import io.fairlead.lab.bench.watch.LongLived;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.probe.Probes;
import io.fairlead.lab.stack.OneHost;
import io.fairlead.lab.stack.Waiting;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Rounds of a contender: fault, watch, heal. A round that goes wrong is a result that says so, and the stack is made anew after
 * it; the bench goes on.
 */
public final class Rounds {
    /** What has just been started warms up for a moment, whosever it is; a fault that comes then is a fault on a busy machine. */
    private static final Duration REST = Duration.ofSeconds(2);

    private static final int NEW_CLIENTS = 100;

    private final Contender contender;

    public Rounds(Contender contender) {
        this.contender = contender;
    }

    /** One round of {@code fault}: a result for each of its rows. */
    public List<RoundResult> run(BenchFault fault, int number) {
        List<RoundResult> results = new ArrayList<>();
        ServiceContainer holder = null;
        String trouble = "";
        long healing;
        try {
            holder = holder();
            watch(fault, number, holder, results);
        } catch (RuntimeException e) {
            trouble = String.valueOf(e.getMessage());
        }
        healing = System.nanoTime();
        trouble = heal(fault, holder, trouble);
        double seconds = (System.nanoTime() - healing) / 1e9;
        Waiting.at(System.nanoTime() + REST.toNanos());
        for (BenchFault row : fault.rows()) {
            if (results.stream().noneMatch(result -> result.row() == row)) {
                results.add(RoundResult.spoilt(contender.key(), row, number, trouble));
            }
        }
        String said = trouble;
        return results.stream().map(result -> result.healed(seconds, said)).toList();
    }

    private ServiceContainer holder() {
        List<String> holders = contender.holders();
        if (holders.size() != 1) {
            throw new IllegalStateException("the VIP is on " + holders);
        }
        return contender.container(holders.getFirst());
    }

    private void watch(BenchFault fault, int number, ServiceContainer holder, List<RoundResult> results) {
        try (Sight sight = Sight.open(contender, holder);
                LongLived lines = lines()) {
            Runnable injection = Injections.prepare(fault, contender, holder);
            results.add(new FaultWatch(sight, fault, number).run(lines, injection));
            if (fault == BenchFault.PAUSE) {
                results.add(newClients(sight, number));
                unpause(sight, number, results);
            }
        }
    }

    /** The clients' kernel forgets where the VIP is, and asks while the frozen container's kernel is still there. */
    private RoundResult newClients(Sight sight, int number) {
        contender.engine().onHost("ip", "neighbour", "flush", "to", OneHost.VIP).check();
        long from = System.nanoTime();
        long until = from + Duration.ofMillis(NEW_CLIENTS).toNanos();
        Waiting.within(Sight.DEADLINE.multipliedBy(3), () -> sight.client().decidedUntil(until));
        Probes seen = sight.client().since(from).between(from, until);
        return new RoundResult(
                contender.key(),
                BenchFault.NEW_CLIENTS,
                number,
                sight.holder().name(),
                seen.outageNanos() / 1e6,
                seen.failed(),
                FaultWatch.kinds(seen),
                seen.count(),
                seen.slowestNanos() / 1e6,
                -1,
                0,
                sight.arpAnswersAfter(from, Duration.ZERO),
                LineStates.NONE,
                LineStates.NONE,
                0,
                "");
    }

    private void unpause(Sight sight, int number, List<RoundResult> results) {
        Runnable injection = Injections.prepare(BenchFault.UNPAUSE, contender, sight.holder());
        try (LongLived opened = lines()) {
            results.add(new FaultWatch(sight, BenchFault.UNPAUSE, number).run(opened, injection));
        } finally {
            if ("paused".equals(sight.holder().status())) {
                injection.run();
            }
        }
    }

    private LongLived lines() {
        return LongLived.open(new InetSocketAddress(OneHost.VIP, BenchFiles.STREAM_PORT), contender.engine());
    }

    /** Heals, else starts anew; what went wrong, empty if nothing. */
    private String heal(BenchFault fault, ServiceContainer holder, String trouble) {
        try {
            if (trouble.isEmpty() && holder != null) {
                contender.heal(fault, holder);
                return trouble;
            }
        } catch (RuntimeException e) {
            trouble = "not healed: " + e.getMessage();
        }
        try {
            contender.start();
        } catch (RuntimeException e) {
            return trouble + "; not started anew: " + e.getMessage();
        }
        return trouble;
    }
}
