package io.fairlead.agent;

import io.fairlead.agent.docker.EngineEvent;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;

/** Keeps what the engine says until the start is over, and hands it to the loop from then on. */
final class EngineGate implements Consumer<EngineEvent> {
    private final BlockingQueue<EngineEvent> early;
    private Loop loop;

    EngineGate(BlockingQueue<EngineEvent> early) {
        this.early = early;
    }

    @Override
    public void accept(EngineEvent event) {
        Loop open = loopIfOpen(event);
        if (open != null) {
            enqueue(open, event);
        }
    }

    private synchronized Loop loopIfOpen(EngineEvent event) {
        if (loop == null) {
            early.add(event);
        }
        return loop;
    }

    /** Hands over {@code first} and what came after it, in order. */
    synchronized void open(Loop target, EngineEvent first) {
        enqueue(target, first);
        early.forEach(event -> enqueue(target, event));
        early.clear();
        loop = target;
    }

    private static void enqueue(Loop target, EngineEvent event) {
        target.enqueue(
                switch (event) {
                    case EngineEvent.Seen seen -> new AgentEvent.EngineSeen(seen.observed(), seen.engine());
                    case EngineEvent.Stopped stopped ->
                        new AgentEvent.ContainerStopped(stopped.container(), stopped.at());
                    case EngineEvent.Lost lost -> new AgentEvent.EngineLost(lost.reason(), Instant.now());
                });
    }
}
