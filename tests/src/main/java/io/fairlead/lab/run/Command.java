package io.fairlead.lab.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A program to run, immutable: each method that changes something gives a new command. Standard input is empty unless
 * {@link #input} says otherwise. Any thread; an interrupted thread ends the program and throws.
 *
 * @param lines is told each line of both outputs as it comes, on threads of its own
 */
public record Command(
        List<String> argv,
        Optional<Path> directory,
        Map<String, String> environment,
        String input,
        Duration timeout,
        Consumer<String> lines) {
    /** Longest that a program may take unless {@link #timeout} says otherwise. */
    public static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(2);

    public Command {
        argv = List.copyOf(argv);
        environment = Map.copyOf(environment);
    }

    public static Command of(List<String> argv) {
        return new Command(argv, Optional.empty(), Map.of(), "", DEFAULT_TIMEOUT, line -> {});
    }

    public static Command of(String... argv) {
        return of(List.of(argv));
    }

    /** The same with more arguments at the end. */
    public Command with(String... more) {
        return argv(concat(argv, List.of(more)));
    }

    /** The same, run by {@code wrapper}: a program that executes the rest of its arguments, such as nsenter. */
    public Command under(List<String> wrapper) {
        return argv(concat(wrapper, argv));
    }

    private Command argv(List<String> words) {
        return new Command(words, directory, environment, input, timeout, lines);
    }

    public Command in(Path place) {
        return new Command(argv, Optional.of(place), environment, input, timeout, lines);
    }

    public Command env(String name, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(name, value);
        return new Command(argv, directory, more, input, timeout, lines);
    }

    public Command input(String text) {
        return new Command(argv, directory, environment, text, timeout, lines);
    }

    public Command timeout(Duration longest) {
        return new Command(argv, directory, environment, input, longest, lines);
    }

    public Command lines(Consumer<String> listener) {
        return new Command(argv, directory, environment, input, timeout, listener);
    }

    /**
     * Runs it to its end, whatever its exit status.
     *
     * @throws CommandFailed if it cannot be started, outlives its timeout (it is then killed with its descendants) or the thread
     *     is interrupted
     */
    public Outcome run() {
        Process process = launch(new ProcessBuilder(argv));
        Collector out = Collector.of(process.getInputStream(), lines);
        Collector err = Collector.of(process.getErrorStream(), lines);
        try {
            write(process);
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new CommandFailed(this, "did not end within " + timeout.toSeconds() + " s", err.text());
            }
            return new Outcome(this, process.exitValue(), out.await(), err.await());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailed(this, "was interrupted", "");
        } finally {
            kill(process);
        }
    }

    /** Runs it; its standard output without the white space at the ends. Throws CommandFailed unless it exits with 0. */
    public String text() {
        return run().orThrow().out().strip();
    }

    /** Runs it. Throws CommandFailed unless it exits with 0. */
    public void check() {
        run().orThrow();
    }

    /** Whether it can be run and exits with 0. */
    public boolean succeeds() {
        try {
            return run().status() == 0;
        } catch (CommandFailed e) {
            return false;
        }
    }

    /**
     * Starts it and lets it run, both outputs appended to {@code log}, in a session of its own: Ctrl-C in the terminal does not
     * reach it, the caller's {@link Cleanup} ends it.
     */
    public Child start(Path log) {
        List<String> words = concat(List.of("setsid"), argv);
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        return new Child(this, launch(builder), log);
    }

    private Process launch(ProcessBuilder builder) {
        directory.ifPresent(place -> builder.directory(place.toFile()));
        builder.environment().putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new CommandFailed(this, "could not be started: " + e.getMessage(), "");
        }
    }

    private void write(Process process) {
        try (var stream = process.getOutputStream()) {
            stream.write(input.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // It did not want to read its input; its exit status tells whether that matters.
            lines.accept(argv.getFirst() + " closed its standard input");
        }
    }

    private static void kill(Process process) {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    @Override
    public String toString() {
        return String.join(" ", argv);
    }
}
