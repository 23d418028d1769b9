package io.fairlead.lab.suite;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Where the JVM of a layer runs: on this kernel, or on another that shares this machine's files. */
public interface Machine {
    /**
     * Runs {@code command}, its output on ours, and waits for its end.
     *
     * @param limit after which it is ended
     * @return its exit status
     * @throws IOException if it could not be started, or was ended at the limit
     * @throws InterruptedException if this thread was interrupted; the command is ended by then
     */
    int run(List<String> command, Duration limit) throws IOException, InterruptedException;
}
