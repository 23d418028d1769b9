package io.fairlead.sidecar.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.health.CheckResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketCheckTest {
    private static final Duration LIMIT = Duration.ofMillis(250);

    @TempDir
    private Path folder;

    @Test
    void haproxysAnswerPasses() throws Exception {
        assertThat(answered("Name: HAProxy\nVersion: 2.6.12-1\nPid: 12\nStopping: 0\n\n"))
                .isEqualTo(new CheckResult.Passed());
    }

    @Test
    void anHaproxyThatStopsFails() throws Exception {
        assertThat(answered("Name: HAProxy\nVersion: 2.6.12-1\nPid: 12\nStopping: 1\n\n"))
                .isEqualTo(new CheckResult.Failed("HAProxy is stopping"));
    }

    @Test
    void somebodyElsesAnswerFails() throws Exception {
        assertThat(answered("hello\n")).isInstanceOf(CheckResult.Failed.class);
    }

    @Test
    void silenceFailsWhenTheLimitIsOver() throws Exception {
        Path path = folder.resolve("silent.sock");
        try (ServerSocketChannel server = server(path)) {
            // As with a stopped HAProxy: the kernel takes the connection, and nobody reads.
            long start = System.nanoTime();
            CheckResult result = new SocketCheck(path).run(LIMIT);

            assertThat(result).isEqualTo(new CheckResult.Failed("no answer on " + path + " within 250 ms"));
            assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(LIMIT.toNanos());
            assertThat(server.isOpen()).isTrue();
        }
    }

    @Test
    void aSocketThatIsNotThereFailsWithItsPath() {
        Path path = folder.resolve("none.sock");
        assertThat(new SocketCheck(path).run(LIMIT).toString()).contains("no connection to " + path);
    }

    private CheckResult answered(String answer) throws IOException {
        Path path = folder.resolve("haproxy.sock");
        try (ServerSocketChannel server = server(path)) {
            Thread.ofPlatform().daemon().start(() -> answer(server, answer));
            return new SocketCheck(path).run(Duration.ofSeconds(5));
        }
    }

    private static void answer(ServerSocketChannel server, String answer) {
        try (SocketChannel client = server.accept()) {
            client.read(ByteBuffer.allocate(64));
            client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ServerSocketChannel server(Path path) throws IOException {
        return ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(path));
    }
}
