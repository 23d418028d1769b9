package io.fairlead.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.check.CheckOptions;
import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.ServerHealth;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.net.IpAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Over real sockets on loopback. */
class ChecksTest {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private volatile Map<RealServer, ServerHealth> health = Map.of();
    private final Checks checks =
            new Checks(new CheckSurroundings(Path.of("/none"), Path.of("/none")), seen -> health = seen);

    @AfterEach
    void end() {
        checks.close();
    }

    /** One that lets the kernel accept connections and never answers: as a frozen process does. */
    private static ServerSocket silent() throws IOException {
        return listening(0);
    }

    private static ServerSocket listening(int port) throws IOException {
        return new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    }

    /** One that reads something, says {@code answer} to each, and closes. */
    private static ServerSocket answering(String answer) throws IOException {
        return answering(0, answer);
    }

    private static ServerSocket answering(int port, String answer) throws IOException {
        ServerSocket listener = listening(port);
        Thread.ofPlatform().daemon().start(() -> {
            while (true) {
                try (Socket client = listener.accept();
                        OutputStream out = client.getOutputStream()) {
                    out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    return;
                }
            }
        });
        return listener;
    }

    private static CheckTarget target(String service, int port, String kind, String... options) {
        Map<String, String> texts =
                new HashMap<>(Map.of("interval", "60 ms", "timeout", "50 ms", "fall", "2", "rise", "2"));
        for (int i = 0; i < options.length; i += 2) {
            texts.put(options[i], options[i + 1]);
        }
        return new CheckTarget(
                new RealServer(service, LOOPBACK, port),
                CheckOptions.read(kind, texts, name -> name).settings().orElseThrow());
    }

    private ServerHealth await(CheckTarget target, Predicate<ServerHealth> condition) {
        Awaitility.await()
                .atMost(LIMIT)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .until(() -> health.get(target.server()), seen -> seen != null && condition.test(seen));
        return health.get(target.server());
    }

    private ServerHealth await(CheckTarget target, Verdict verdict) {
        return await(target, seen -> seen.verdict() == verdict);
    }

    @Test
    void silentServerPassesTheConnectionAndFailsTheAnswer() throws IOException {
        try (ServerSocket server = silent()) {
            CheckTarget connect = target("connects", server.getLocalPort(), "connect");
            CheckTarget answer = target("answers", server.getLocalPort(), "tcp");
            checks.bring(List.of(connect, answer));
            assertThat(await(connect, Verdict.HEALTHY).reason()).isEmpty();
            assertThat(await(answer, Verdict.UNHEALTHY).reason())
                    .isEqualTo("connected, but its first octet did not come within 50 ms");
        }
    }

    @Test
    void serverThatGoesIsDownAndUpWhenItIsBack() throws IOException {
        CheckTarget target;
        try (ServerSocket server = answering("HTTP/1.1 200 OK\r\n\r\n")) {
            target = target("shop", server.getLocalPort(), "http");
            checks.bring(List.of(target));
            await(target, Verdict.HEALTHY);
        }
        assertThat(await(target, Verdict.UNHEALTHY).reason()).isEqualTo("refuses connections");
        try (ServerSocket server = answering(target.server().port(), "HTTP/1.1 200 OK\r\n\r\n")) {
            assertThat(server.isBound()).isTrue();
            await(target, Verdict.HEALTHY);
        }
    }

    @Test
    void wrongAnswerIsNamed() throws IOException {
        try (ServerSocket server = answering("HTTP/1.1 503 No\r\n\r\n")) {
            CheckTarget target = target("shop", server.getLocalPort(), "http");
            checks.bring(List.of(target));
            assertThat(await(target, Verdict.UNHEALTHY).reason()).isEqualTo("answers with status 503, not 200-399");
        }
    }

    @Test
    void whatIsNotTlsIsNamed() throws IOException {
        try (ServerSocket server = answering("HTTP/1.1 400 No\r\n\r\n")) {
            CheckTarget target = target("shop", server.getLocalPort(), "https");
            checks.bring(List.of(target));
            assertThat(await(target, Verdict.UNHEALTHY).reason()).startsWith("TLS: ");
        }
    }

    @Test
    void checkThatIsNoLongerWantedEnds() throws IOException {
        try (ServerSocket server = silent()) {
            CheckTarget one = target("one", server.getLocalPort(), "connect");
            CheckTarget other = target("other", server.getLocalPort(), "connect");
            checks.bring(List.of(one, other));
            await(one, Verdict.HEALTHY);
            await(other, Verdict.HEALTHY);
            checks.bring(List.of(other));
            Awaitility.await().atMost(LIMIT).until(() -> health.keySet().equals(Set.of(other.server())));
            Awaitility.await().atMost(LIMIT).until(() -> checks.report().views().size() == 1);
        }
    }

    @Test
    void otherSettingsDoNotMakeAServerUnknown() throws IOException {
        try (ServerSocket server = silent()) {
            CheckTarget before = target("shop", server.getLocalPort(), "connect");
            checks.bring(List.of(before));
            await(before, Verdict.HEALTHY);
            checks.bring(
                    List.of(target("shop", server.getLocalPort(), "connect", "interval", "1 h", "timeout", "1 s")));
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> checks.report().views().stream().anyMatch(view -> view.runs() == 0));
            assertThat(health.get(before.server()).verdict()).isEqualTo(Verdict.HEALTHY);
        }
    }

    @Test
    void runsAreCounted() throws IOException {
        try (ServerSocket server = silent()) {
            CheckTarget target = target("shop", server.getLocalPort(), "connect");
            checks.bring(List.of(target));
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> checks.report().views().stream()
                            .anyMatch(view -> view.runs() >= 3 && view.failures() == 0 && view.changes() == 1));
            assertThat(checks.report().lateness().counts().stream()
                            .mapToLong(n -> n)
                            .sum())
                    .isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void withoutATargetNothingIsStarted() {
        checks.bring(List.of());
        assertThat(checks.report()).isSameAs(CheckReport.NOTHING);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("checks"));
    }
}
