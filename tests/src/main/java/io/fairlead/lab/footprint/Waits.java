package io.fairlead.lab.footprint;

import java.time.Duration;
import java.time.Instant;

/** Waiting for a moment. */
final class Waits {
    private Waits() {}

    static void until(Instant moment) {
        Duration left = Duration.between(Instant.now(), moment);
        if (left.isPositive()) {
            try {
                Thread.sleep(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
    }
}
