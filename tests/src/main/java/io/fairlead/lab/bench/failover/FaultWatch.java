package io.fairlead.lab.bench.failover;

import io.fairlead.lab.bench.watch.LineStates;
import io.fairlead.lab.bench.watch.LongLived;
import io.fairlead.lab.bench.watch.Owners;
import io.fairlead.lab.probe.Outcome;
import io.fairlead.lab.probe.Probes;
import io.fairlead.lab.stack.Waiting;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Injects one fault under the eyes of a {@link Sight}, and says what came of it. */
final class FaultWatch {
    /** An engine gives a container this long to stop, and then kills it. */
    private static final Duration DONE = Duration.ofSeconds(45);

    private static final Duration AFTER_STOP = Duration.ofMillis(500);
    /** The other container has the address within this, or the answers to ARP are asked for without it. */
    private static final Duration TAKEOVER = Duration.ofSeconds(4);

    private final Sight sight;
    private final BenchFault row;
    private final int number;

    FaultWatch(Sight sight, BenchFault row, int number) {
        this.sight = sight;
        this.row = row;
        this.number = number;
    }

    /** Does it and watches until clients are answered again, or will never be. {@code lines} are closed on the way. */
    RoundResult run(LongLived lines, Runnable fault) {
        long start = System.nanoTime();
        CompletableFuture<Void> injected = aside(fault);
        CompletableFuture<Integer> arp = CompletableFuture.supplyAsync(() -> arpAnswers(start), this::onThread);
        boolean settled = Waiting.within(
                sight.contender().cap(row).plus(row.observed()), () -> sight.settled(start, row.observed()));
        // Before anything else is done: a connection that hangs now may be told a moment later.
        LineStates sending = lines.sending(start);
        LineStates receiving = lines.receiving(start);
        lines.close();
        await(injected);
        if (row == BenchFault.STOP && settled) {
            // What the end of the container does to clients belongs to its stop.
            long end = System.nanoTime();
            Waiting.within(AFTER_STOP, () -> sight.settled(end, AFTER_STOP));
        }
        long until = System.nanoTime();
        Probes seen = sight.seen(start, until);
        return result(start, until, seen, settled, await(arp), sending, receiving);
    }

    private int arpAnswers(long start) {
        return row == BenchFault.AGENT_RESTART ? -1 : sight.arpAnswersAfter(start, takeoverLimit());
    }

    /** Where nobody takes over, the question is asked while clients are watched. */
    private Duration takeoverLimit() {
        return row == BenchFault.UNPAUSE ? Duration.ZERO : TAKEOVER;
    }

    private CompletableFuture<Void> aside(Runnable fault) {
        return CompletableFuture.runAsync(fault, this::onThread);
    }

    private void onThread(Runnable job) {
        Thread.ofPlatform().daemon().name(row.key()).start(job);
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(DONE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause().getMessage()), e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("not done within " + DONE.toSeconds() + " s", e);
        }
    }

    private RoundResult result(
            long start, long until, Probes seen, boolean settled, int arp, LineStates sending, LineStates receiving) {
        Owners owners = sight.owners().owners();
        OptionalLong gained = owners.gained(sight.other(), start);
        return new RoundResult(
                sight.contender().key(),
                row,
                number,
                sight.holder().name(),
                settled ? seen.outageNanos() / 1e6 : Double.POSITIVE_INFINITY,
                seen.failed(),
                kinds(seen),
                seen.count(),
                seen.slowestNanos() / 1e6,
                gained.isPresent() ? (gained.getAsLong() - start) / 1e6 : -1,
                owners.longestSharedNanos(until) / 1e6,
                arp,
                sending,
                receiving,
                0,
                "");
    }

    static Map<String, Long> kinds(Probes seen) {
        return seen.failures().entrySet().stream()
                .collect(Collectors.toMap(each -> words(each.getKey()), Map.Entry::getValue));
    }

    private static String words(Outcome outcome) {
        return outcome.words();
    }
}
