package io.fairlead.agent.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.model.Event;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Turns docker-java's callbacks into ours. Not its own adapter, which logs the end of each stream as an error. */
final class EventStream implements ResultCallback<Event> {
    private final Engine.Listener listener;
    private final CompletableFuture<Closeable> started = new CompletableFuture<>();

    EventStream(Engine.Listener listener) {
        this.listener = listener;
    }

    /** Returns when the engine has answered; throws IllegalStateException if it does not in time, or refuses. */
    void awaitStarted(Duration limit) {
        try {
            var _ = started.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for events", e);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer to the request for events", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("no events: " + e.getCause().getMessage(), e);
        }
    }

    @Override
    public void onStart(Closeable stream) {
        started.complete(stream);
    }

    @Override
    public void onNext(Event event) {
        if ("stop".equals(event.getAction()) && event.getActor() != null && event.getTimeNano() != null) {
            listener.stopped(event.getActor().getId(), Instant.ofEpochSecond(0, event.getTimeNano()));
        }
        if (Translation.matters(event.getAction())) {
            listener.changed(event.getTime() == null ? Instant.EPOCH : Instant.ofEpochSecond(event.getTime()));
        }
    }

    @Override
    public void onError(Throwable error) {
        started.completeExceptionally(error);
        listener.ended("the stream of events broke: " + error.getMessage());
    }

    @Override
    public void onComplete() {
        started.completeExceptionally(new IllegalStateException("the stream ended before it began"));
        listener.ended("the stream of events ended");
    }

    @Override
    public void close() {
        if (started.isDone() && !started.isCompletedExceptionally()) {
            try {
                started.join().close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
