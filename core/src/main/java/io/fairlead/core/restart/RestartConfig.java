package io.fairlead.core.restart;

import java.time.Duration;

/**
 * The limits of restarting.
 *
 * @param firstPause before the first attempt; each further one waits twice as long
 * @param longestPause between two attempts
 * @param attempts until a container is given up
 * @param steadyAfter a container that was well for so long begins with no attempts counted
 * @param patience a container that runs must be in trouble for so long
 * @param engineFirst one that the engine restarts itself is left to it for so long after its end
 * @param listingLag how long after an attempt the engine's list may still show what was before it
 */
public record RestartConfig(
        Duration firstPause,
        Duration longestPause,
        int attempts,
        Duration steadyAfter,
        Duration patience,
        Duration engineFirst,
        Duration listingLag) {
    /** What the product uses. */
    public static final RestartConfig DEFAULT = new RestartConfig(
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            5,
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofSeconds(10));

    public RestartConfig {
        if (firstPause.isNegative() || longestPause.compareTo(firstPause) < 0 || attempts < 1) {
            throw new IllegalArgumentException(
                    "pauses from " + firstPause + " to " + longestPause + ", " + attempts + " attempts");
        }
    }

    /** Before the attempt after {@code made} ones. */
    long pauseNanos(int made) {
        long pause = firstPause.toNanos();
        for (int i = 0; i < made && pause < longestPause.toNanos(); i++) {
            pause *= 2;
        }
        return Math.min(pause, longestPause.toNanos());
    }
}
