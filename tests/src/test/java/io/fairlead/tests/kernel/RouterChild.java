package io.fairlead.tests.kernel;

import io.fairlead.linux.process.Pidfd;
import io.fairlead.linux.process.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A {@link RouterProcess} in a JVM of its own, on a host's eth0. */
public final class RouterChild implements AutoCloseable {
    private final Process process;
    private final Pidfd pidfd;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private RouterChild(Process process) {
        this.process = process;
        this.pidfd = Pidfd.open(process.pid());
        Thread.ofPlatform().daemon().start(this::read);
    }

    public static RouterChild start(Switch.Host host, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                "nsenter",
                "--net=" + host.file(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                RouterProcess.class.getName()));
        command.addAll(List.of(arguments));
        try {
            return new RouterChild(new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            reader.lines().forEach(lines::add);
        } catch (IOException | UncheckedIOException e) {
            lines.add("(its output ended: " + e.getMessage() + ")");
        }
    }

    public void send(Signal signal) {
        if (!pidfd.send(signal)) {
            throw new AssertionError("the router's process is gone: " + lines);
        }
    }

    /** The latest state that it has told; empty before the first. */
    public String state() {
        return lines.stream()
                .filter(line -> line.startsWith("state "))
                .reduce("", (earlier, later) -> later)
                .replace("state ", "");
    }

    /** All that it has told. */
    public List<String> lines() {
        return lines;
    }

    /** Waits until it tells {@code state}; gives how long that took. */
    public Duration await(String state, Duration limit) {
        return Deadline.await("a child that is " + state, limit, () -> state().equals(state), this::lines);
    }

    public Duration awaitLine(String part, Duration limit) {
        return Deadline.await(
                "a line with " + part, limit, () -> lines.stream().anyMatch(line -> line.contains(part)), this::lines);
    }

    public void awaitExit(Duration limit) {
        if (!pidfd.awaitDeath(limit)) {
            throw new AssertionError("the router's process still runs: " + lines);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        pidfd.awaitDeath(Duration.ofSeconds(10));
        pidfd.close();
    }
}
