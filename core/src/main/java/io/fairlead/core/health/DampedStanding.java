package io.fairlead.core.health;

import java.util.List;

/**
 * Where a check stands, with what damping must remember.
 *
 * @param fallsNanos when it became unhealthy, oldest first, on the monotonic clock
 * @param passingSinceNanos since when every result passed, or {@link #NOT_PASSING}
 */
public record DampedStanding(Standing standing, List<Long> fallsNanos, long passingSinceNanos) {
    /** The latest result failed, or there is none. */
    public static final long NOT_PASSING = Long.MIN_VALUE;

    public DampedStanding {
        fallsNanos = List.copyOf(fallsNanos);
    }

    public boolean isPassing() {
        return passingSinceNanos != NOT_PASSING;
    }
}
