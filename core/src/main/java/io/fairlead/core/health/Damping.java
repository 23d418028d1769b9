package io.fairlead.core.health;

import java.time.Duration;

/**
 * When one that comes and goes is left out for longer.
 *
 * @param falls so many times down within {@code window}, and it comes back only after {@code hold} of unbroken success;
 *     0: never
 */
public record Damping(int falls, Duration window, Duration hold) {
    public static final Damping NONE = new Damping(0, Duration.ZERO, Duration.ZERO);

    /** More falls than this are not remembered. */
    public static final int MOST_FALLS = 20;

    public Damping {
        if (falls < 0 || falls > MOST_FALLS) {
            throw new IllegalArgumentException(falls + " falls are outside 0–" + MOST_FALLS);
        }
    }
}
