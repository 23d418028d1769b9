package io.fairlead.sidecar.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.health.CheckResult;
import io.fairlead.linux.ffi.StreamSockets;
import io.fairlead.linux.poll.Poller;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketCheckTest {
    private static final Duration LIMIT = Duration.ofMillis(250);

    private static final Duration SOON = Duration.ofSeconds(5);

    private final Poller poller = Poller.open();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        poller.close();
    }

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
            SocketCheck check = check(path);
            check.ask(0, LIMIT.toNanos());
            check.look(LIMIT.toNanos() - 1);
            assertThat(check.result()).isEmpty();

            check.look(LIMIT.toNanos());

            assertThat(check.result()).contains(new CheckResult.Failed("no answer on " + path + " within 250 ms"));
            assertThat(server.isOpen()).isTrue();
        }
    }

    @Test
    void aSocketThatIsNotThereFailsWithItsPath() {
        Path path = folder.resolve("none.sock");
        SocketCheck check = check(path);
        check.ask(0, LIMIT.toNanos());
        assertThat(check.result()).contains(new CheckResult.Failed("no connection to " + path + ": ENOENT"));
    }

    private CheckResult answered(String answer) throws IOException {
        Path path = folder.resolve("haproxy.sock");
        try (ServerSocketChannel server = server(path)) {
            Thread.ofPlatform().daemon().start(() -> answer(server, answer));
            SocketCheck check = check(path);
            check.ask(System.nanoTime(), System.nanoTime() + SOON.toNanos());
            while (check.result().isEmpty()) {
                poller.poll(check.deadlineNanos());
                check.look(System.nanoTime());
            }
            return check.result().get();
        }
    }

    private SocketCheck check(Path path) {
        return new SocketCheck(path, new StreamSockets(), poller, () -> {});
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
