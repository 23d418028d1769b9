package io.fairlead.agent.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.agent.UserError;
import io.fairlead.agent.channel.ChannelCounters;
import io.fairlead.core.net.IpAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusServerTest {
    @TempDir
    Path folder;

    private final FakeSource source = new FakeSource();

    private static final class FakeSource implements StatusSource {
        private Optional<Published> published = Optional.empty();
        private boolean released;
        private String moved = "";

        @Override
        public Optional<Published> latest() {
            return published;
        }

        @Override
        public void move(String service, java.util.Optional<String> to) {
            moved = service + to.map(name -> " to " + name).orElse("");
        }

        @Override
        public void release() {
            released = true;
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(IpAddress.parse("127.0.0.1").toInetAddress(), port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(loopback(0));
            return socket.getLocalPort();
        }
    }

    private HttpResponse<String> ask(String method, String path) throws IOException, InterruptedException {
        int port = freePort();
        try (StatusServer _ = StatusServer.start(folder.resolve("agent.sock"), Optional.of(loopback(port)), source);
                HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private void publish(StatusReport report, Duration age) {
        source.published = Optional.of(new Published(
                report, List.of(), new ChannelCounters(0, 0, 0, Map.of()), System.nanoTime() - age.toNanos()));
    }

    @Test
    void statusIsTheReportAsJson() throws Exception {
        publish(Reports.good(), Duration.ZERO);
        HttpResponse<String> response = ask("GET", "/api/v1/status");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(StatusJson.read(response.body())).isEqualTo(Reports.good());
    }

    @Test
    void healthyWhileTheLoopReports() throws Exception {
        publish(Reports.good(), Duration.ZERO);
        assertThat(ask("GET", "/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void unhealthyWhenTheLoopIsSilent() throws Exception {
        publish(Reports.good(), Duration.ofSeconds(5));
        HttpResponse<String> response = ask("GET", "/healthz");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).startsWith("the loop has not answered for 5 s");
    }

    @Test
    void unhealthyBeforeTheFirstReport() throws Exception {
        assertThat(ask("GET", "/healthz").statusCode()).isEqualTo(503);
        assertThat(ask("GET", "/api/v1/status").statusCode()).isEqualTo(503);
    }

    @Test
    void unreadySaysWhatIsMissing() throws Exception {
        publish(Reports.of(List.of(Reports.service(false)), List.of("label x is wrong")), Duration.ZERO);
        HttpResponse<String> response = ask("GET", "/readyz");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("label x is wrong\nservice shop: port 80/tcp is not forwarded\n");
    }

    @Test
    void releaseIsForTheSocketOnly() throws Exception {
        publish(Reports.good(), Duration.ZERO);
        assertThat(ask("POST", "/api/v1/release").statusCode()).isEqualTo(405);
        assertThat(source.released).isFalse();
    }

    @Test
    void moveIsForTheSocketOnly() throws Exception {
        publish(Reports.good(), Duration.ZERO);
        assertThat(ask("POST", "/api/v1/move/shop").statusCode()).isEqualTo(405);
        assertThat(source.moved).isEmpty();
    }

    @Test
    void unknownPathIsNotFound() throws Exception {
        assertThat(ask("GET", "/x").statusCode()).isEqualTo(404);
    }

    @Test
    void socketIsForItsOwnerOnlyAndGoneAfterwards() throws Exception {
        Path socket = folder.resolve("agent.sock");
        try (StatusServer _ = StatusServer.start(socket, Optional.empty(), source)) {
            assertThat(Files.getPosixFilePermissions(socket)).hasToString("[OWNER_READ, OWNER_WRITE]");
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void secondAgentIsRefused() {
        Path socket = folder.resolve("agent.sock");
        try (StatusServer _ = StatusServer.start(socket, Optional.empty(), source)) {
            assertThatThrownBy(() -> StatusServer.start(socket, Optional.empty(), source))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("another agent runs on this host");
        }
    }

    @Test
    void socketThatAKilledAgentLeftIsTakenOver() throws IOException {
        Path socket = Files.createFile(folder.resolve("agent.sock"));
        try (StatusServer _ = StatusServer.start(socket, Optional.empty(), source)) {
            assertThat(socket).exists();
        }
    }

    @Test
    void portThatIsTakenIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket()) {
            taken.bind(loopback(0));
            assertThatThrownBy(() -> StatusServer.start(
                            folder.resolve("agent.sock"), Optional.of(loopback(taken.getLocalPort())), source))
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("status.http: cannot listen on /127.0.0.1:" + taken.getLocalPort());
        }
        assertThat(folder.resolve("agent.sock")).doesNotExist();
    }
}
