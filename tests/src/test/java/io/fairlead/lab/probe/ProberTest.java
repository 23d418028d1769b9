package io.fairlead.lab.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Against servers on loopback; no namespace is entered. */
class ProberTest {
    private static final Duration INTERVAL = Duration.ofMillis(2);

    @Test
    void namesTheOneWhoAnswered() throws IOException {
        try (ServerSocket server = listening()) {
            serve(
                    server,
                    socket -> socket.getOutputStream()
                            .write("HTTP/1.0 200 OK\r\nAnswered-By: h2\r\n".getBytes(US_ASCII)));

            List<Probe> probes = probe(http(server), 20);

            assertThat(probes)
                    .allMatch(Probe::answered)
                    .allMatch(probe -> probe.answeredBy().equals("h2"));
        }
    }

    @Test
    void keepsRefusedConnectionsApart() throws IOException {
        InetSocketAddress address;
        try (ServerSocket server = listening()) {
            address = (InetSocketAddress) server.getLocalSocketAddress();
        }

        assertThat(probe(Target.http(address, "/", "Answered-By", INTERVAL), 5))
                .extracting(Probe::outcome)
                .containsOnly(Outcome.REFUSED);
    }

    @Test
    void aHandshakeWithoutAnAnswerIsSilent() throws IOException {
        try (ServerSocket server = listening()) {
            assertThat(probe(http(server).deadline(Duration.ofMillis(100)), 5))
                    .extracting(Probe::outcome)
                    .containsOnly(Outcome.SILENT);
        }
    }

    @Test
    void aFullBacklogIsNoHandshake() throws IOException {
        try (ServerSocket server = listening(1)) {
            assertThat(probe(http(server).deadline(Duration.ofMillis(100)), 60))
                    .extracting(Probe::outcome)
                    .contains(Outcome.NO_HANDSHAKE);
        }
    }

    @Test
    void aConnectionBrokenOffIsReset() throws IOException {
        try (ServerSocket server = listening()) {
            serve(server, socket -> socket.setOption(StandardSocketOptions.SO_LINGER, 0));

            assertThat(probe(http(server), 20)).extracting(Probe::outcome).contains(Outcome.RESET);
        }
    }

    @Test
    void anAnswerWithoutANameIsNoAnswer() throws IOException {
        try (ServerSocket server = listening()) {
            serve(server, socket -> {
                socket.getInputStream().readNBytes(10);
                socket.getOutputStream().write("HTTP/1.0 503 None\r\n\r\n".getBytes(US_ASCII));
                socket.shutdownOutput();
                socket.getInputStream().readAllBytes();
            });

            assertThat(probe(http(server), 10)).extracting(Probe::outcome).containsOnly(Outcome.UNNAMED);
        }
    }

    private static List<Probe> probe(Target target, int atLeast) {
        try (Prober prober = Prober.start(target)) {
            await().atMost(Duration.ofSeconds(10)).until(() -> prober.probes().count() >= atLeast);
            return prober.probes().list();
        }
    }

    private static Target http(ServerSocket server) {
        return Target.http((InetSocketAddress) server.getLocalSocketAddress(), "/", "Answered-By", INTERVAL);
    }

    private static ServerSocket listening() throws IOException {
        return listening(1000);
    }

    private static ServerSocket listening(int backlog) throws IOException {
        return new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
    }

    private interface Service {
        void serve(Socket socket) throws IOException;
    }

    /** Serves until {@code server} is closed. */
    private static void serve(ServerSocket server, Service service) {
        Thread.ofPlatform().daemon().start(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    service.serve(socket);
                } catch (IOException resetOrClosed) {
                    // The prober resets each connection, and the test closes the server: neither is a failure.
                }
            }
        });
    }
}
