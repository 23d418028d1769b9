package io.fairlead.lab.suite;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Commands as child processes on this kernel. */
final class ThisMachine implements Machine {
    /** How long a JVM of tests may clean up after it was told to end. */
    private static final Duration CLEANING = Duration.ofSeconds(60);

    @Override
    public int run(List<String> command, Duration limit) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(new java.io.File("/dev/null")))
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return await(process, limit);
    }

    /** Waits for {@code process}; ends it at the limit or when interrupted. */
    static int await(Process process, Duration limit) throws IOException, InterruptedException {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue();
            }
        } catch (InterruptedException e) {
            end(process);
            throw e;
        }
        end(process);
        throw new IOException("not done after " + limit.toMinutes() + " minutes, ended");
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(CLEANING.toMillis(), TimeUnit.MILLISECONDS)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
