package io.fairlead.sidecar.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.health.CheckResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ListenerProbeTest {
    private static final Duration LIMIT = Duration.ofSeconds(2);

    @Test
    void aListenerThatTakesConnectionsPasses() throws Exception {
        try (ServerSocket listener = listener()) {
            assertThat(ListenerProbe.ask(List.of(address(listener)), true, LIMIT))
                    .isEqualTo(new CheckResult.Passed());
        }
    }

    @Test
    void theApplicationNeverSeesTheConnection() throws Exception {
        try (ServerSocket listener = listener()) {
            ListenerProbe.ask(List.of(address(listener)), true, LIMIT);

            listener.setSoTimeout(100);
            Assertions.assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void oneOfSeveralIsEnoughUnlessAllAreAskedFor() throws Exception {
        try (ServerSocket listener = listener()) {
            List<InetSocketAddress> both = List.of(closed(), address(listener));

            assertThat(ListenerProbe.ask(both, false, LIMIT)).isEqualTo(new CheckResult.Passed());
            assertThat(ListenerProbe.ask(both, true, LIMIT)).isInstanceOf(CheckResult.Failed.class);
        }
    }

    @Test
    void aPortWhereNobodyListensFailsWithItsAddress() throws Exception {
        InetSocketAddress nobody = closed();
        assertThat(ListenerProbe.ask(List.of(nobody), false, LIMIT).toString()).contains(":" + nobody.getPort());
    }

    @Test
    void nobodyToAskIsNoFailure() {
        assertThat(ListenerProbe.ask(List.of(), false, LIMIT)).isEqualTo(new CheckResult.Passed());
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    private static InetSocketAddress address(ServerSocket listener) {
        return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
    }

    private static InetSocketAddress closed() throws IOException {
        try (ServerSocket listener = listener()) {
            return address(listener);
        }
    }
}
