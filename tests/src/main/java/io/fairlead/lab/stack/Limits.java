package io.fairlead.lab.stack;

import java.time.Duration;

/**
 * How patient a demo is; a kernel that is emulated needs more than a real one.
 *
 * @param whole until the stack is up, or whole again after a fault
 * @param recovered until clients are answered by a living container after a fault
 * @param observed how long clients are watched after a fault, however soon they are answered
 * @param interval between two connections of the client
 * @param deadline of one connection
 */
public record Limits(Duration whole, Duration recovered, Duration observed, Duration interval, Duration deadline) {
    public static final Limits REAL_KERNEL = new Limits(
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofMillis(5),
            Duration.ofSeconds(1));

    /** System calls are about ten times slower there, and timers tick every 10 ms. */
    public static final Limits EMULATED_KERNEL = new Limits(
            Duration.ofMinutes(6),
            Duration.ofMinutes(2),
            Duration.ofSeconds(3),
            Duration.ofMillis(100),
            Duration.ofSeconds(3));
}
