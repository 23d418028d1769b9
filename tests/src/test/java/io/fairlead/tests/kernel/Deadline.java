package io.fairlead.tests.kernel;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for a state, with a limit, and says what there was instead. */
public final class Deadline {
    private Deadline() {}

    /**
     * Looks until {@code condition} holds.
     *
     * @return how long that took
     * @throws AssertionError after {@code limit}, with what {@code seen} says then
     */
    public static Duration await(String what, Duration limit, BooleanSupplier condition, Supplier<?> seen) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > limit.toNanos()) {
                throw new AssertionError(
                        "not within " + limit.toMillis() + " ms: " + what + "; instead: " + seen.get());
            }
            pause();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void pause() {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
