package io.fairlead.sidecar;

import io.fairlead.core.health.Handicap;
import io.fairlead.core.health.Health;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the loop says how things are: at once when they change, else every second. Written by the loop's thread, read by any.
 */
public final class Bulletin {
    private static final Duration EVERY = Duration.ofSeconds(1);

    private volatile Status status = Status.STARTING;
    private volatile long lastTurnNanos = System.nanoTime();
    private volatile Thread reader;
    private long dueNanos;

    /** The latest. */
    public Status status() {
        return status;
    }

    /** When the loop last went round: whether it lives. */
    public long lastTurnNanos() {
        return lastTurnNanos;
    }

    /** {@code thread} is unparked whenever there is something new. */
    void wake(Thread thread) {
        reader = thread;
    }

    long deadlineNanos() {
        return dueNanos;
    }

    /** Says how things are, if they changed or a second is over; returns whether it did. */
    boolean publish(Phase phase, Routers routers, Service service, AgentStatus agent, long nowNanos) {
        lastTurnNanos = nowNanos;
        Health health = service.health();
        String word = word(phase, health);
        if (nowNanos < dueNanos && !isNews(word, routers, health)) {
            return false;
        }
        String summary = summary(routers, health);
        dueNanos = nowNanos + EVERY.toNanos();
        List<Status.Router> states = new ArrayList<>();
        for (RouterSlot slot : routers.open()) {
            states.add(new Status.Router(
                    slot.interfaceName(),
                    slot.config(),
                    slot.driver().state(),
                    slot.driver().counters()));
        }
        status = new Status(nowNanos, word, summary, isReady(word, routers), health, service.restarts(), states, agent);
        LockSupport.unpark(reader);
        return true;
    }

    /** Asked at each turn: it compares what the words are made of, and makes none. */
    private boolean isNews(String word, Routers routers, Health health) {
        Status last = status;
        List<RouterSlot> slots = routers.open();
        if (!word.equals(last.word())
                || isReady(word, routers) != last.ready()
                || slots.size() != last.routers().size()) {
            return true;
        }
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).driver().state().getClass()
                    != last.routers().get(i).state().getClass()) {
                return true;
            }
        }
        return !health.reason().equals(last.health().reason());
    }

    private static boolean isReady(String word, Routers routers) {
        boolean ready = word.equals("healthy") && routers.closed().isEmpty();
        for (RouterSlot slot : routers.open()) {
            ready &= slot.isReady();
        }
        return ready;
    }

    private static String word(Phase phase, Health health) {
        return switch (phase) {
            case Phase.Serving _ ->
                switch (health.verdict()) {
                    case HEALTHY -> "healthy";
                    case UNKNOWN -> "starting";
                    case UNHEALTHY -> "unhealthy";
                };
            case Phase.HandingOver _, Phase.Draining _, Phase.Ended _ -> "stopping";
        };
    }

    private static String words(Handicap handicap) {
        return handicap.isFault()
                ? " (in fault: " + handicap.reason() + ")"
                : handicap.points() > 0
                        ? " (priority lower by " + handicap.points() + ": " + handicap.reason() + ")"
                        : "";
    }

    private static String summary(Routers routers, Health health) {
        StringBuilder summary = new StringBuilder();
        for (RouterSlot slot : routers.open()) {
            summary.append(summary.isEmpty() ? "" : ", ")
                    .append(Status.nameOf(slot.driver().state()))
                    .append(" for ")
                    .append(slot.config().addresses().getLast().address())
                    .append(words(slot.handicap()));
        }
        for (Placement placement : routers.closed()) {
            summary.append(summary.isEmpty() ? "" : ", ").append("waiting for ").append(placement.interfaceName());
        }
        String reason = health.reason();
        return reason.isEmpty() ? summary.toString() : summary + "; " + reason;
    }
}
