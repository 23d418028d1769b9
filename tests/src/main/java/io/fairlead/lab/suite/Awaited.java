package io.fairlead.lab.suite;

import io.fairlead.lab.run.Cleanup;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A child process that is waited for; it is told to end, and may clean up, when the wait ends before it does. */
final class Awaited {
    /** A JVM of tests takes its engines down in this time. */
    private static final Duration CLEANING = Duration.ofSeconds(60);

    private final Process process;

    /** {@code cleanup} ends it at Ctrl-C. */
    Awaited(Process process, Cleanup cleanup) {
        this.process = process;
        cleanup.add("process " + process.pid(), this::end);
    }

    /**
     * Its exit status.
     *
     * @throws IOException if it did not end within {@code limit}; it has been ended then
     */
    int exit(Duration limit) throws IOException, InterruptedException {
        if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            return process.exitValue();
        }
        end();
        throw new IOException("not done after " + limit.toMinutes() + " minutes, ended");
    }

    private void end() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(CLEANING.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
