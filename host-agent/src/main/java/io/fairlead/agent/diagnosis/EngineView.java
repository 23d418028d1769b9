package io.fairlead.agent.diagnosis;

import io.fairlead.agent.docker.DockerEngine;
import io.fairlead.agent.docker.Engine;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What the container engine shows of itself at one moment. */
public interface EngineView {
    /**
     * Its answer.
     *
     * @param trouble why there is none; empty: there is
     * @param description as in {@code Docker Engine 20.10.24, API 1.41}
     */
    record Look(String trouble, String description, Engine.Listing listing) {
        public static Look none(String trouble) {
            return new Look(trouble, "", new Engine.Listing(List.of(), List.of()));
        }
    }

    Look look();

    /** The Docker Engine at {@code host}; calls that it does not answer are left behind (P54). */
    static EngineView docker(URI host, Duration patience) {
        return () -> {
            FutureTask<Look> task = new FutureTask<>(() -> {
                try (DockerEngine engine = DockerEngine.connect(host, patience)) {
                    return new Look("", engine.description(), engine.list());
                }
            });
            Thread.ofPlatform().daemon().name("engine").start(task);
            try {
                return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                return Look.none("no answer from " + host + " within " + patience.toSeconds() + " s");
            } catch (ExecutionException e) {
                return Look.none("no answer from " + host + ": " + words(e.getCause()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Look.none("interrupted");
            }
        };
    }

    private static String words(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return message.strip().replaceAll("\\s+", " ");
    }
}
