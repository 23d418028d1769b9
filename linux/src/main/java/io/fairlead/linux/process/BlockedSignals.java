package io.fairlead.linux.process;

import io.fairlead.linux.ffi.SignalFd;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Signals that a launcher blocked before the JVM began: what arrived since then waits here for the program's loop. Without a thread,
 * and without the 10 ms that {@link Signals} takes of a starting program. One thread.
 */
public final class BlockedSignals implements AutoCloseable {
    private final SignalFd fd;

    private BlockedSignals(SignalFd fd) {
        this.fd = fd;
    }

    /** Those of {@code signals}, if the calling thread has all of them blocked; its process was started for this then. */
    public static Optional<BlockedSignals> open(Set<Signal> signals) {
        long bits = 0;
        for (Signal signal : signals) {
            bits |= 1L << (signal.number() - 1);
        }
        return (SignalFd.blocked() & bits) == bits
                ? Optional.of(new BlockedSignals(new SignalFd(bits)))
                : Optional.empty();
    }

    /** Readable when there is something for {@link #next}. */
    public int fd() {
        return fd.number();
    }

    /** One that has arrived; empty when none waits. */
    public Optional<Signal> next() {
        OptionalInt number = fd.next();
        if (number.isPresent()) {
            for (Signal signal : Signal.values()) {
                if (signal.number() == number.getAsInt()) {
                    return Optional.of(signal);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        fd.close();
    }
}
