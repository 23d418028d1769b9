package io.fairlead.lab.bench.checks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.lab.run.Child;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Command;
import io.fairlead.lab.run.Folders;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.run.Repository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs the checks in a JVM of their own against an HAProxy that listens on as many ports of loopback. */
public final class ChecksLoad {
    /** Below the ports that the kernel gives to clients. */
    public static final int FIRST_PORT = 20_000;

    private static final Duration SPARE = Duration.ofMinutes(2);
    private static final int WARM_UP_SECONDS = 15;

    private ChecksLoad() {}

    /** One measurement, {@code seconds} long after the warm-up. */
    public static ChecksOutcome run(
            int checks, String kind, long intervalMillis, int seconds, Cleanup cleanup, Progress progress)
            throws IOException {
        Path folder = Files.createTempDirectory("fairlead-checks");
        cleanup.add("folder " + folder, () -> Folders.remove(folder));
        progress.step("an HAProxy that listens on " + checks + " ports of 127.0.0.1");
        Child haproxy = serve(folder, checks);
        cleanup.add("haproxy", haproxy::close);
        awaitPort(FIRST_PORT + checks - 1, haproxy);
        progress.step(checks + " checks (" + kind + ") each " + intervalMillis + " ms, " + WARM_UP_SECONDS
                + " s of warm-up and " + seconds + " s measured");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "@" + Repository.root().resolve("images/agent/jvm.args"),
                "-cp",
                System.getProperty("java.class.path"),
                ChecksProgram.class.getName()));
        for (long argument : new long[] {checks, FIRST_PORT}) {
            command.add(Long.toString(argument));
        }
        command.add(kind);
        for (long argument : new long[] {intervalMillis, WARM_UP_SECONDS, seconds}) {
            command.add(Long.toString(argument));
        }
        String json = Command.of(command)
                .timeout(Duration.ofSeconds(WARM_UP_SECONDS + seconds).plus(SPARE))
                .text();
        return new ObjectMapper().readValue(json.lines().toList().getLast(), ChecksOutcome.class);
    }

    private static Child serve(Path folder, int checks) throws IOException {
        Path config =
                Files.writeString(folder.resolve("haproxy.cfg"), """
                global
                    maxconn 2000
                defaults
                    mode http
                    timeout client 10s
                frontend web
                    bind 127.0.0.1:%d-%d
                    http-request return status 200 content-type text/plain string "ready"
                """.formatted(FIRST_PORT, FIRST_PORT + checks - 1));
        return Command.of("haproxy", "-db", "-f", config.toString()).start(folder.resolve("haproxy.log"));
    }

    private static void awaitPort(int port, Child haproxy) {
        long end = System.nanoTime() + SPARE.toNanos();
        while (!listens(port)) {
            if (!haproxy.alive() || System.nanoTime() > end) {
                throw haproxy.failed("does not listen on port " + port);
            }
            Thread.onSpinWait();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
