package io.fairlead.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.sidecar.Bulletin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StatusServerTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void answersOnePageAndCloses() throws Exception {
        InetSocketAddress address = StatusServer.start(ANY_PORT, new Bulletin());

        assertThat(ask(address, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .contains("connection: close")
                .endsWith("\r\n\r\nalive\n");
        assertThat(ask(address, "HEAD /healthz HTTP/1.1\r\nHost: x\r\n\r\n")).endsWith("\r\n\r\n");
        assertThat(ask(address, "nonsense\r\n\r\n")).startsWith("HTTP/1.1 4");
    }

    @Test
    void anAddressThatIsTakenIsSaid() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress taken = new InetSocketAddress(other.getInetAddress(), other.getLocalPort());
            assertThatThrownBy(() -> StatusServer.start(taken, new Bulletin()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Address already in use");
        }
    }

    private static String ask(InetSocketAddress address, String request) throws IOException {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
