package io.fairlead.lab.bench.failover;

import io.fairlead.lab.bench.watch.Stream;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.fault.EngineApi;
import io.fairlead.lab.image.Image;
import io.fairlead.lab.image.Images;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Fairlead and the forms of keepalived in turn on one private engine, all faults of each. */
public final class FailoverRun {
    private final FailoverPlan plan;
    private final Cleanup cleanup;
    private final Progress progress;
    private final Countdown countdown;
    private final List<RoundResult> rounds = new ArrayList<>();
    private final List<IdleWatch> idle = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    public FailoverRun(FailoverPlan plan, Cleanup cleanup, Progress progress) {
        this.plan = plan;
        this.cleanup = cleanup;
        this.progress = progress;
        this.countdown = new Countdown(plan.rounds());
    }

    /** Everything; what goes wrong is among the results. */
    public FailoverResults run() {
        Engine engine = PrivateEngine.start("bench", cleanup, progress);
        EngineApi api = cleanup.keep("the connection to the engine", EngineApi.of(engine));
        cleanup.keep("the stream", Stream.start(BenchFiles.STREAM_SERVER_PORT, engine));
        if (plan.runs() > 0) {
            Images.provide(engine, progress, Image.HAPROXY, Image.AGENT);
            measure(() -> new FairleadContender(engine, api, cleanup), plan.runs());
        }
        String keepalived = "";
        if (!plan.against().isEmpty()) {
            progress.step("bringing keepalived's image into the engine");
            KeepalivedImage.provide(engine, progress);
            keepalived = KeepalivedImage.version(engine);
        }
        for (KeepalivedForm form : plan.against()) {
            measure(() -> new KeepalivedContender(form, engine, api, cleanup), plan.runsKeepalived());
        }
        return new FailoverResults(plan, Machine.here(engine, keepalived), rounds, idle, problems);
    }

    private void measure(Supplier<Contender> made, int runs) {
        try (Contender contender = made.get()) {
            progress.step("starting " + contender.words());
            contender.start();
            progress.step(contender.words() + ", idle");
            idle.add(IdleWatch.of(contender));
            for (BenchFault fault : plan.faultsOf(contender.key())) {
                contender.prepare(fault);
                for (int number = 1; number <= runs; number++) {
                    round(contender, fault, number, runs);
                }
            }
        } catch (RuntimeException e) {
            if (cleanup.closing()) {
                throw e;
            }
            problems.add(String.valueOf(e.getMessage()));
            progress.step("given up: " + e.getMessage());
        }
    }

    private void round(Contender contender, BenchFault fault, int number, int runs) {
        long start = System.nanoTime();
        List<RoundResult> results = new Rounds(contender).run(fault, number);
        if (cleanup.closing()) {
            throw new IllegalStateException("ending");
        }
        rounds.addAll(results);
        countdown.done(System.nanoTime() - start);
        for (RoundResult result : results) {
            progress.step(String.format(
                    Locale.ROOT,
                    "%s, %s %d/%d: %s%s",
                    contender.words(),
                    result.row().key(),
                    number,
                    runs,
                    result.words(),
                    result.row() == results.getLast().row() ? left() : ""));
        }
    }

    private String left() {
        Duration left = countdown.left();
        return left.isZero() ? "" : "   (about " + Countdown.words(left) + " left)";
    }
}
