package io.fairlead.lab.stack;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waiting for a state, with a deadline. */
public final class Waiting {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Waiting() {}

    /**
     * Returns when {@code state} holds.
     *
     * @param seen says at the deadline what there is instead
     * @throws IllegalStateException at the deadline, or when interrupted
     */
    public static void until(String what, Duration longest, BooleanSupplier state, Supplier<String> seen) {
        if (!within(longest, state)) {
            throw new IllegalStateException(
                    "after " + longest.toSeconds() + " s not yet: " + what + "; instead: " + seen.get());
        }
    }

    /** Whether {@code state} came to hold before {@code longest} was over. */
    public static boolean within(Duration longest, BooleanSupplier state) {
        long end = System.nanoTime() + longest.toNanos();
        while (!state.getAsBoolean()) {
            if (System.nanoTime() - end >= 0) {
                return false;
            }
            try {
                Thread.sleep(BETWEEN_LOOKS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        return true;
    }

    /** Returns at {@code nanos} of System.nanoTime, at once if it has passed. */
    public static void at(long nanos) {
        for (long left = nanos - System.nanoTime(); left > 0; left = nanos - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
