package io.fairlead.agent.docker;

import io.fairlead.core.model.Container;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** An engine in memory, shared by several connections, that can fall silent and break. */
final class FakeEngine {
    private final List<Container> containers = new ArrayList<>();
    private final List<Instant> subscriptions = new ArrayList<>();
    private Engine.Listener listener;
    private boolean reachable = true;
    private boolean hanging;

    synchronized Engine connect() {
        if (!reachable) {
            throw new IllegalStateException("Connection refused");
        }
        return new Connection();
    }

    /** As an event of the engine would tell it. */
    synchronized void run(String name) {
        addSilently(name);
        listener.changed(Instant.ofEpochSecond(1_000));
    }

    /** With no event: the stream has lost it. */
    synchronized void addSilently(String name) {
        containers.add(new Container("id-" + name, name, Container.State.RUNNING, Map.of(), List.of()));
    }

    synchronized void endStream() {
        listener.ended("the stream of events ended");
    }

    synchronized void reachable(boolean is) {
        reachable = is;
    }

    synchronized void hanging(boolean is) {
        hanging = is;
    }

    synchronized List<Instant> subscriptions() {
        return List.copyOf(subscriptions);
    }

    private final class Connection implements Engine {
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public String description() {
            return "fake";
        }

        @Override
        public void subscribe(Instant since, Listener newListener) {
            synchronized (FakeEngine.this) {
                subscriptions.add(since);
                listener = newListener;
            }
        }

        @Override
        public Listing list() {
            boolean hang;
            synchronized (FakeEngine.this) {
                hang = hanging;
            }
            if (hang) {
                awaitClose();
            }
            synchronized (FakeEngine.this) {
                return new Listing(containers, List.of());
            }
        }

        private void awaitClose() {
            try {
                closed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("closed while waiting for an answer");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }
}
