package io.fairlead.agent.restart;

import io.fairlead.agent.docker.EngineHands;
import io.fairlead.core.model.Container;
import io.fairlead.core.restart.Attempt;
import io.fairlead.core.restart.RestartEvent;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Carries out attempts, each on a thread and a connection of its own: an engine may answer never (P54). One that is not
 * done within the limit is left behind and counts as failed.
 */
public final class Hands implements Consumer<Attempt> {
    private final Supplier<EngineHands> connector;
    private final Duration limit;
    private final Consumer<RestartEvent> answers;

    /** {@code answers} is called on any thread, once for each attempt. */
    public Hands(Supplier<EngineHands> connector, Duration limit, Consumer<RestartEvent> answers) {
        this.connector = connector;
        this.limit = limit;
        this.answers = answers;
    }

    @Override
    public void accept(Attempt attempt) {
        AtomicReference<EngineHands> engine = new AtomicReference<>();
        CompletableFuture<Void> done = new CompletableFuture<>();
        Thread.ofPlatform().name("restart " + attempt.name()).daemon().start(() -> run(attempt, engine, done));
        var _ = done.orTimeout(limit.toNanos(), TimeUnit.NANOSECONDS).whenComplete((_, error) -> {
            answers.accept(new RestartEvent.Done(
                    attempt.container(), Optional.ofNullable(error).map(this::words)));
            EngineHands connected = engine.get();
            if (connected != null) {
                connected.close();
            }
        });
    }

    private void run(Attempt attempt, AtomicReference<EngineHands> engine, CompletableFuture<Void> done) {
        try {
            EngineHands connected = connector.get();
            engine.set(connected);
            if (done.isDone()) {
                connected.close();
                return;
            }
            act(connected, attempt);
            done.complete(null);
        } catch (RuntimeException e) {
            // Whatever docker-java throws: the attempt has failed, and the words say why.
            done.completeExceptionally(e);
        }
    }

    /** Looks again first: a person may have come before us. */
    static void act(EngineHands engine, Attempt attempt) {
        Container now =
                engine.look(attempt.container()).orElseThrow(() -> new IllegalStateException("the container is gone"));
        if (!now.upkeep().startedAt().equals(attempt.life())) {
            return;
        }
        switch (now.state()) {
            case RUNNING -> {
                if (attempt.runs()) {
                    engine.restart(attempt.container());
                }
            }
            case EXITED, DEAD -> engine.start(attempt.container());
            case PAUSED, RESTARTING, CREATED, REMOVING ->
                throw new IllegalStateException(
                        "the container is " + now.state().name().toLowerCase(Locale.ROOT) + " by now");
        }
    }

    private String words(Throwable error) {
        if (error instanceof TimeoutException) {
            return "the engine has not done it within " + limit.toSeconds() + " s";
        }
        String message = error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
        return message.strip().replaceAll("\\s+", " ");
    }
}
