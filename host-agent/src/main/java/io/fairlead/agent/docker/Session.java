package io.fairlead.agent.docker;

import io.fairlead.core.model.HostInterface;
import io.fairlead.core.model.Observed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** One connection from its begin to its end, on a thread of its own that may hang. */
final class Session implements Engine.Listener {
    /** Events come in bursts: one listing answers those of this time. */
    private static final Duration BURST = Duration.ofMillis(5);

    /**
     * The engine announces the end of a container before its listings show it: 20.10 first frees the network and only then
     * updates what it lists. So after the last change it is listed again, this much later each time.
     */
    private static final List<Duration> ECHOES =
            List.of(Duration.ofMillis(30), Duration.ofMillis(100), Duration.ofMillis(400), Duration.ofSeconds(2));

    private final Supplier<Engine> connector;
    private final Supplier<List<HostInterface>> interfaces;
    private final EngineWatch.Settings settings;
    private final Consumer<EngineEvent> out;
    private final Thread thread;
    private final Semaphore changes = new Semaphore(0);
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final long begunNanos = System.nanoTime();
    private volatile long answeredNanos = begunNanos;
    private volatile Instant latestChange;
    private volatile Engine engine;
    private volatile boolean abandoned;

    Session(
            Supplier<Engine> connector,
            Supplier<List<HostInterface>> interfaces,
            EngineWatch.Settings settings,
            Consumer<EngineEvent> out,
            Instant since) {
        this.connector = connector;
        this.interfaces = interfaces;
        this.settings = settings;
        this.out = out;
        this.latestChange = since;
        this.thread = Thread.ofPlatform().name("engine").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try (Engine connected = connector.get()) {
            engine = connected;
            connected.subscribe(latestChange, this);
            follow(connected);
        } catch (InterruptedException e) {
            end.complete("interrupted");
        } catch (RuntimeException e) {
            // Whatever docker-java throws, the answer is the same: a new session.
            end.complete(words(e));
        }
    }

    private void follow(Engine connected) throws InterruptedException {
        Observed told = null;
        int echo = ECHOES.size();
        while (!abandoned && !end.isDone()) {
            Engine.Listing listing = connected.list();
            Observed now = new Observed(listing.containers(), listing.networks(), interfaces.get());
            answeredNanos = System.nanoTime();
            if (!now.equals(told) && !abandoned) {
                out.accept(new EngineEvent.Seen(now, connected.description()));
                told = now;
            }
            Duration wait = echo < ECHOES.size() ? ECHOES.get(echo++) : settings.resync();
            if (changes.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                Thread.sleep(BURST);
                changes.drainPermits();
                echo = 0;
            }
        }
    }

    @Override
    public void changed(Instant at) {
        latestChange = at.isAfter(latestChange) ? at : latestChange;
        changes.release();
    }

    @Override
    public void stopped(String container, Instant at) {
        if (!abandoned) {
            out.accept(new EngineEvent.Stopped(container, at));
        }
    }

    @Override
    public void ended(String reason) {
        end.complete(reason);
        changes.release();
    }

    /** Waits for the end, or for too long a silence, and says which. */
    String awaitEnd() throws InterruptedException {
        while (true) {
            long silentNanos = System.nanoTime() - answeredNanos;
            long leftNanos = settings.patience().toNanos() - silentNanos;
            if (leftNanos <= 0) {
                return "no answer for " + settings.patience().toSeconds() + " s";
            }
            try {
                return end.get(leftNanos, TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                // It may have answered meanwhile: measured again above.
            } catch (ExecutionException e) {
                throw new AssertionError("the future is only ever completed with words", e);
            }
        }
    }

    /** Its listings are no longer wanted. */
    void abandon() {
        abandoned = true;
        Engine connected = engine;
        if (connected != null) {
            connected.close();
        }
        thread.interrupt();
    }

    Duration lasted() {
        return Duration.ofNanos(System.nanoTime() - begunNanos);
    }

    Instant latestChange() {
        return latestChange;
    }

    private static String words(RuntimeException e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.strip().replaceAll("\\s+", " ");
    }
}
