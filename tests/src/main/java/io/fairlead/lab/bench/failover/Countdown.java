package io.fairlead.lab.bench.failover;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How much time a list of rounds still takes: by what rounds of the same kind took so far, by a guess before the first. */
public final class Countdown {
    private final Deque<Kind> left = new ArrayDeque<>();
    private final Map<Kind, Taken> taken = new HashMap<>();

    /** Rounds of one contender and one fault. */
    record Kind(String form, BenchFault fault) {}

    private record Taken(int rounds, long nanos) {
        long each() {
            return nanos / rounds;
        }
    }

    Countdown(List<Kind> rounds) {
        left.addAll(rounds);
    }

    /** The next round is done, and took {@code nanos}. */
    void done(long nanos) {
        taken.merge(
                left.remove(),
                new Taken(1, nanos),
                (old, more) -> new Taken(old.rounds() + 1, old.nanos() + more.nanos()));
    }

    /** What is left, roughly. */
    Duration left() {
        return Duration.ofNanos(left.stream().mapToLong(this::expected).sum());
    }

    private long expected(Kind kind) {
        Taken known = taken.get(kind);
        return known != null ? known.each() : guess(kind).toNanos();
    }

    /** Measured on two cores; keepalived's "never" is waited for. */
    private static Duration guess(Kind kind) {
        boolean fairlead = kind.form().equals(FairleadContender.KEY);
        return switch (kind.fault()) {
            case KILL, SIDECAR_KILL -> Duration.ofSeconds(fairlead ? 5 : 9);
            case PAUSE, NEW_CLIENTS, UNPAUSE -> Duration.ofSeconds(fairlead ? 5 : 15);
            case STOP -> Duration.ofSeconds(fairlead ? 7 : 20);
            case HAPROXY_KILL, HAPROXY_HUNG, FREEZER, WORKER_KILL, SIDECAR_HUNG, LINK_DOWN ->
                Duration.ofSeconds(fairlead ? 4 : 8);
            case AGENT_DEAD_KILL, AGENT_RESTART -> Duration.ofSeconds(8);
        };
    }

    static String words(Duration time) {
        return time.toSeconds() < 90 ? time.toSeconds() + " s" : Math.round(time.toSeconds() / 60.0) + " min";
    }
}
