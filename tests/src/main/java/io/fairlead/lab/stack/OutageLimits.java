package io.fairlead.lab.stack;

import io.fairlead.lab.fault.Fault;
import java.time.Duration;

/**
 * How long clients may be without an answer, at most, on a real kernel with the agent there and advertisements each 100 ms.
 * Several times what a quiet machine needs, since a demo runs on machines that are busy with other things; and yet less
 * than the worst that a failover without the agent has shown where the agent is what makes it fast.
 */
final class OutageLimits {
    /** Seen at once by a process's end: 30 ms at the most on a quiet machine. */
    private static final Duration DEATH = Duration.ofMillis(400);

    /** Seen by the freezer's state: 60 ms. */
    private static final Duration FREEZE = Duration.ofMillis(400);

    /** Seen by two checks that take 250 ms each: 800 ms. */
    private static final Duration HANG = Duration.ofSeconds(2);

    /** Not to be felt; but a machine may always be busy for a moment. */
    private static final Duration NONE = Duration.ofMillis(300);

    private OutageLimits() {}

    static Duration of(Fault fault) {
        return switch (fault) {
            case KILL, KILL_HAPROXY, KILL_SIDECAR -> DEATH;
            case PAUSE -> FREEZE;
            case HANG_HAPROXY -> HANG;
            case UNPAUSE, STOP, START, RESUME_HAPROXY, RESUME_SIDECAR, KILL_AGENT -> NONE;
        };
    }
}
