package io.fairlead.agent.check;

import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.check.Judgement;
import io.fairlead.core.health.DampedStanding;
import io.fairlead.core.health.ServerHealth;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The check of one server: begins its runs in time, and knows where it stands. On the thread of the checks. */
final class ServerWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ServerWatch.class);

    /** The first run comes soon, but not all at once. */
    private static final long FIRST_NANOS = 1_000_000_000;

    private final CheckTarget target;
    private final RunStarter runs;
    private final EventLoop loop;
    private final Lateness lateness;
    private final BiConsumer<ServerWatch, ServerHealth> changed;
    private DampedStanding standing;
    private int weightPercent = 100;
    private String warning = "";
    private String words = "";
    private Future<?> timer;
    private boolean isRunning;
    private Optional<Run> running = Optional.empty();
    private long dueNanos;
    private long begunNanos;
    private long runCount;
    private long failureCount;
    private long changeCount;
    private long tookNanos;

    /** {@code changed} is told when the verdict or the weight is another one, with what it was before. */
    ServerWatch(
            CheckTarget target,
            DampedStanding standing,
            RunStarter runs,
            EventLoop loop,
            Lateness lateness,
            BiConsumer<ServerWatch, ServerHealth> changed) {
        this.target = target;
        this.standing = standing;
        this.runs = runs;
        this.loop = loop;
        this.lateness = lateness;
        this.changed = changed;
    }

    /** Begins. */
    void begin() {
        long most = Math.min(FIRST_NANOS, target.settings().timing().interval().toNanos());
        dueNanos = System.nanoTime() + ThreadLocalRandom.current().nextLong(most);
        plan();
    }

    /** Ends; nothing is told any more. */
    void end() {
        timer.cancel(false);
        running.ifPresent(Run::giveUp);
    }

    CheckTarget target() {
        return target;
    }

    DampedStanding standing() {
        return standing;
    }

    ServerHealth health() {
        return new ServerHealth(
                standing.standing().verdict(),
                weightPercent,
                standing.standing().reason(),
                warning);
    }

    CheckView view() {
        return new CheckView(
                target.server(),
                target.place(),
                target.settings().probe().kind(),
                health(),
                words,
                runCount,
                failureCount,
                changeCount,
                tookNanos);
    }

    private void plan() {
        timer = loop.schedule(this::run, Math.max(0, dueNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    private void run() {
        begunNanos = System.nanoTime();
        lateness.add(begunNanos - dueNanos);
        // From the planned moment, so that lateness does not add up; but what was missed is not made up for.
        dueNanos = Math.max(
                        dueNanos,
                        begunNanos - target.settings().timing().interval().toNanos())
                + target.settings()
                        .timing()
                        .nextNanos(ThreadLocalRandom.current().nextDouble());
        isRunning = true;
        try {
            Run started = runs.start(target, this::judged);
            // What fails at once, such as a connection to nowhere, has been judged by now.
            running = isRunning ? Optional.of(started) : Optional.empty();
        } catch (RuntimeException e) {
            LOG.warn("the check of {} cannot be run", target.place(), e);
            judged(new Judgement.Bad("the check cannot be run: " + e));
        }
    }

    private void judged(Judgement judgement) {
        isRunning = false;
        running = Optional.empty();
        long now = System.nanoTime();
        tookNanos = now - begunNanos;
        runCount++;
        ServerHealth before = health();
        standing = target.settings().rules().next(standing, judgement.result(), now);
        switch (judgement) {
            case Judgement.Good good -> {
                words = good.words();
                weightPercent = good.weightPercent();
                warning = good.warning();
            }
            case Judgement.Bad _ -> failureCount++;
        }
        ServerHealth after = health();
        if (before.verdict() != after.verdict()) {
            changeCount++;
        }
        plan();
        if (before.verdict() != after.verdict() || before.weightPercent() != after.weightPercent()) {
            changed.accept(this, before);
        }
    }
}
