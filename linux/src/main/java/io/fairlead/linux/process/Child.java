package io.fairlead.linux.process;

import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.Spawn;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A program that we started, without a thread that waits for it: give {@link #fd} to a Poller and ask {@link #ending} when it is
 * readable. One thread.
 */
public final class Child implements AutoCloseable {
    private final Pidfd process;

    private Child(Pidfd process) {
        this.process = process;
    }

    /**
     * Starts {@code command}, whose first word is a path, in the calling thread's namespaces, with nothing as its input, our own
     * outputs and ordinary scheduling. Takes about a millisecond.
     *
     * @throws KernelException if it cannot be started
     */
    public static Child start(List<String> command, Map<String, String> environment) {
        // Nobody else collects it, so the number is its own until we do.
        return new Child(Pidfd.open(Spawn.start(command, environment)));
    }

    public long pid() {
        return process.pid();
    }

    /** Readable once it has ended. */
    public int fd() {
        return process.fd();
    }

    /** Its exit status, or 128 and the number of the signal that killed it; empty while it runs. Ask no more after that. */
    public OptionalInt ending() {
        return Spawn.collect(Math.toIntExact(process.pid()));
    }

    /** Does nothing if it has ended. */
    public void send(Signal signal) {
        process.send(signal);
    }

    @Override
    public void close() {
        process.close();
    }
}
