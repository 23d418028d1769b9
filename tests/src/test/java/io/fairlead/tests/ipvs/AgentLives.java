package io.fairlead.tests.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.Removal;
import io.fairlead.agent.config.ConfigReader;
import io.fairlead.tests.kernel.FreshNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One {@link ForwardingProcess} after the other on a host, each a JVM of its own, so that it can be killed. */
final class AgentLives implements AutoCloseable {
    private final FreshNamespace host;
    private final Path configuration;
    private Optional<Process> process = Optional.empty();

    /** With these lines as fairlead.conf. */
    AgentLives(FreshNamespace host, Path folder, String... lines) {
        this.host = host;
        this.configuration = folder.resolve("fairlead.conf");
        try {
            Files.writeString(
                    configuration, String.join("\n", lines) + "\nstate-folder = \"" + folder.resolve("state") + "\"\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts one that wishes these LAN ports, and waits until they are in place. */
    void start(int... ports) {
        process = Optional.of(host.call(() -> new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ForwardingProcess.class.getName(),
                        configuration.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start()));
        wish(ports);
    }

    /** A new wish, or the same: then it is the look that comes every few seconds. */
    void wish(int... ports) {
        try {
            StringBuilder line = new StringBuilder();
            for (int port : ports) {
                line.append(line.isEmpty() ? "" : " ").append(port);
            }
            process.orElseThrow()
                    .outputWriter(StandardCharsets.US_ASCII)
                    .append(line)
                    .append('\n')
                    .flush();
            assertThat(answer()).isEqualTo("ready");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String answer() throws IOException {
        BufferedReader out = process.orElseThrow().inputReader(StandardCharsets.UTF_8);
        String line = out.readLine();
        // Log lines come by the same way.
        while (line != null && !line.equals("ready") && !line.startsWith("not in place")) {
            line = out.readLine();
        }
        return String.valueOf(line);
    }

    /** Ends it as a stop does: what is in the kernel stays. */
    void stop() {
        try {
            process.orElseThrow().getOutputStream().close();
            assertThat(process.get().waitFor(1, TimeUnit.MINUTES)).isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process = Optional.empty();
    }

    void kill() {
        process.orElseThrow().destroyForcibly();
        process.get().onExit().join();
        process = Optional.empty();
    }

    /** What {@code fairlead clean} does. */
    Removal.Outcome clean() {
        return host.call(() -> removal().remove());
    }

    /** What {@code fairlead clean --dry-run} says. */
    List<String> belongings() {
        return host.call(() -> removal().belongings());
    }

    private Removal removal() {
        return new Removal(
                ConfigReader.read(Optional.of(configuration), Map.of()).config());
    }

    @Override
    public void close() {
        if (process.isPresent()) {
            kill();
        }
    }
}
