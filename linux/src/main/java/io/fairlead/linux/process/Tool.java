package io.fairlead.linux.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * Runs a program of this machine ({@code nft}, {@code modprobe}) to its end, in the calling thread's namespaces and with
 * ordinary scheduling. Any thread; waits.
 */
public final class Tool {
    /** What a program may write to each of its outputs; more ends the run with an error. */
    private static final int MOST_OUTPUT = 64 * 1024 * 1024;

    private Tool() {}

    /**
     * How a run ended.
     *
     * @param status the exit status; {@link #NOT_THERE} if there is no such program
     */
    public record Ended(int status, String out, String err) {
        /** As a shell says it. */
        public static final int NOT_THERE = 127;

        public boolean succeeded() {
            return status == 0;
        }

        /** The last line that it wrote to its standard error, or else its status: the reason, in short. */
        public String complaint() {
            return err.strip().lines().reduce((first, second) -> second).orElse("exit status " + status);
        }
    }

    /** As {@link #run(List, String, Duration)} without input. */
    public static Ended run(List<String> command, Duration limit) {
        return run(command, "", limit);
    }

    /**
     * Runs {@code command} with {@code input} as its standard input.
     *
     * @throws UncheckedIOException if it is not done within {@code limit} (it is killed then), or talks too much
     */
    public static Ended run(List<String> command, String input, Duration limit) {
        return run(command, Map.of(), input, limit);
    }

    /** As {@link #run(List, String, Duration)}, with variables added to the environment. */
    public static Ended run(List<String> command, Map<String, String> environment, String input, Duration limit) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        Process process;
        try {
            process = RealTime.atNormalPriority(builder::start);
        } catch (IOException e) {
            return new Ended(Ended.NOT_THERE, "", command.getFirst() + " cannot be run: " + e.getMessage());
        } catch (Exception e) {
            throw new IllegalStateException("cannot run " + command, e);
        }
        try {
            return await(process, command, input, limit);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + command.getFirst() + " ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Ended await(Process process, List<String> command, String input, Duration limit)
            throws IOException, InterruptedException {
        FutureTask<String> out = read(process.getInputStream());
        FutureTask<String> err = read(process.getErrorStream());
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It ended without reading all of it; its status and its words tell more than a broken pipe.
        }
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IOException(String.join(" ", command) + " was not done after " + limit.toSeconds() + " s");
        }
        return new Ended(process.exitValue(), text(out), text(err));
    }

    private static FutureTask<String> read(InputStream stream) {
        FutureTask<String> task = new FutureTask<>(() -> {
            byte[] octets = stream.readNBytes(MOST_OUTPUT + 1);
            if (octets.length > MOST_OUTPUT) {
                throw new IOException("more than " + MOST_OUTPUT + " octets of output");
            }
            return new String(octets, StandardCharsets.UTF_8);
        });
        Thread.ofPlatform().daemon().name("tool output").start(task);
        return task;
    }

    private static String text(FutureTask<String> task) throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }
}
