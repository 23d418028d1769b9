package io.fairlead.lab.stack;

import io.fairlead.lab.fault.Fault;
import java.time.Duration;

/**
 * How patient a demo is; a kernel that is emulated needs more than a real one.
 *
 * @param whole until the stack is up, or whole again after a fault
 * @param recovered until clients are answered by a living container after a fault
 * @param observed how long clients are watched after a fault, however soon they are answered
 * @param interval between two connections of the client
 * @param deadline of one connection
 * @param slowness how much longer an outage may be than on a real kernel
 */
public record Limits(
        Duration whole, Duration recovered, Duration observed, Duration interval, Duration deadline, int slowness) {
    public static final Limits REAL_KERNEL = new Limits(
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2),
            Duration.ofMillis(5),
            Duration.ofSeconds(1),
            1);

    /** System calls are about ten times slower there, and so is everything that is timed by advertisements. */
    public static final Limits EMULATED_KERNEL = new Limits(
            Duration.ofMinutes(6),
            Duration.ofMinutes(2),
            Duration.ofSeconds(3),
            Duration.ofMillis(100),
            Duration.ofSeconds(3),
            10);

    /** How long clients may be without an answer at {@code fault}. */
    public Duration outage(Fault fault) {
        return OutageLimits.of(fault).multipliedBy(slowness);
    }
}
