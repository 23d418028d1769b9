package io.fairlead.tests.kernel;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.Syscalls;
import io.fairlead.linux.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The real sidecar, in a JVM of its own, with Debian's HAProxy that answers with its host's number. */
final class SidecarProcess implements AutoCloseable {
    static final IpAddress VIP = IpAddress.parse("10.77.0.201");

    private static final String SIGNALS = "HUP,INT,USR1,USR2,TERM";

    private final Switch.Host host;
    private final Path log;
    private final Process process;

    private SidecarProcess(Switch.Host host, Path log, Process process) {
        this.host = host;
        this.log = log;
        this.process = process;
    }

    /** Starts it; {@code settings} are further variables, and win. */
    static SidecarProcess start(Switch.Host host, Path folder, Map<String, String> settings) {
        return start(host, folder, settings, List.of());
    }

    /** As {@link #start(Switch.Host, Path, Map)}, through a program such as setpriv. */
    static SidecarProcess start(Switch.Host host, Path folder, Map<String, String> settings, List<String> through) {
        try {
            String name = "h" + host.number();
            Path run = Files.createDirectories(folder.resolve(name));
            Path haproxy = Files.writeString(run.resolve("haproxy.cfg"), configuration(name, ":80"));
            Path log = run.resolve("log");
            List<String> command = new ArrayList<>(List.of("nsenter", "--net=" + host.file()));
            command.addAll(through);
            // As the images' launcher does it.
            command.addAll(List.of("env", "--block-signal=" + SIGNALS, "--ignore-signal=" + SIGNALS));
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx32m",
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.fairlead.sidecar.Main"));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            Map<String, String> environment = builder.environment();
            environment.keySet().removeIf(variable -> variable.startsWith("FAIRLEAD_"));
            environment.put("_JAVA_SR_SIGNUM", "60");
            environment.put("FAIRLEAD_VIP", VIP.toString());
            environment.put("FAIRLEAD_RUN_DIRECTORY", run.toString());
            environment.put("FAIRLEAD_HAPROXY_CONFIG", haproxy.toString());
            environment.putAll(settings);
            return new SidecarProcess(host, log, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String configuration(String name, String bind) {
        return """
                defaults
                    mode http
                    timeout connect 1s
                    timeout client 5s
                    timeout server 5s
                frontend f
                    bind %s
                    http-request return status 200 content-type text/plain string "%s"
                """.formatted(bind, name);
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean holds() {
        return host.has(VIP);
    }

    Duration awaitHolds(Duration limit) {
        return Deadline.await("h" + host.number() + " holds the address", limit, this::holds, this::log);
    }

    Duration awaitLog(String text, Duration limit) {
        return Deadline.await("the log says " + text, limit, () -> log().contains(text), this::log);
    }

    /** Its master and workers, also those whose sidecar is dead: the folder in their arguments is this test's alone. */
    List<ProcessHandle> haproxy() {
        return ProcessHandle.allProcesses()
                .filter(each -> each.info().command().orElse("").endsWith("/haproxy"))
                .filter(each -> String.join(" ", each.info().arguments().orElse(new String[0]))
                        .contains(log.getParent().toString()))
                .toList();
    }

    /** The one that takes connections: a child of the other. */
    ProcessHandle worker() {
        return livingWorker().orElseThrow(() -> new AssertionError("HAProxy has no worker: " + log()));
    }

    /** Empty also for the moment of a reload in which one is seen and the other not. */
    Optional<ProcessHandle> livingWorker() {
        List<ProcessHandle> all = haproxy();
        return all.stream()
                .filter(each -> each.parent().filter(all::contains).isPresent())
                .findFirst();
    }

    void sendToHaproxy(Signal signal) {
        haproxy().forEach(each -> send(each.pid(), signal));
    }

    void send(Signal signal) {
        send(process.pid(), signal);
    }

    static void send(long pid, Signal signal) {
        Syscalls.kill(Math.toIntExact(pid), signal.number());
    }

    int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("it did not end within " + limit + ": " + log());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        // The sidecar first, or it would start HAProxy again.
        process.destroyForcibly();
        awaitExit(Duration.ofSeconds(10));
        haproxy().forEach(ProcessHandle::destroyForcibly);
    }
}
