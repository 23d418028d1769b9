package io.fairlead.lab.engine;

import io.fairlead.lab.run.Child;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for a program that was just started. */
final class Ready {
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(50);

    private Ready() {}

    /** Returns when {@code ready} holds; throws with the end of its log if it ends before, or takes longer than that. */
    static void await(Child child, Duration longest, BooleanSupplier ready) {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!ready.getAsBoolean()) {
            if (!child.alive()) {
                throw child.failed("ended before it was ready");
            }
            if (System.nanoTime() - deadline > 0) {
                throw child.failed("was not ready after " + longest.toSeconds() + " s");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_QUESTIONS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a program started", e);
        }
    }
}
