package io.fairlead.sidecar.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.health.CheckResult;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.StreamSockets;
import io.fairlead.sidecar.haproxy.ListenerTable.Listener;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
            assertThat(asked(List.of(address(listener)), true)).isEqualTo(new CheckResult.Passed());
        }
    }

    @Test
    void theApplicationNeverSeesTheConnection() throws Exception {
        try (ServerSocket listener = listener()) {
            asked(List.of(address(listener)), true);

            listener.setSoTimeout(100);
            Assertions.assertThatThrownBy(listener::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void oneOfSeveralIsEnoughUnlessAllAreAskedFor() throws Exception {
        try (ServerSocket listener = listener()) {
            List<Listener> both = List.of(closed(), address(listener));

            assertThat(asked(both, false)).isEqualTo(new CheckResult.Passed());
            assertThat(asked(both, true)).isInstanceOf(CheckResult.Failed.class);
        }
    }

    @Test
    void aPortWhereNobodyListensFailsWithItsAddress() throws Exception {
        Listener nobody = closed();
        assertThat(asked(List.of(nobody), false).toString()).contains(":" + nobody.port());
    }

    @Test
    void nobodyToAskIsNoFailure() {
        assertThat(asked(List.of(), false)).isEqualTo(new CheckResult.Passed());
    }

    @Test
    void aFullQueueIsWaitedForUntilTheLimit() throws Exception {
        // As many as fit are never accepted; the next one's handshake gets no answer.
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            ListenerProbe probe = new ListenerProbe(new StreamSockets());

            probe.ask(List.of(address(full)), true, 0, LIMIT.toNanos());
            assertThat(probe.result()).isEmpty();
            probe.look(LIMIT.toNanos());

            assertThat(probe.result())
                    .contains(new CheckResult.Failed(
                            "no connection to 127.0.0.1:" + full.getLocalPort() + " within 2000 ms"));
        }
    }

    /** Listeners of this machine answer at once. */
    private static CheckResult asked(List<Listener> listeners, boolean all) {
        ListenerProbe probe = new ListenerProbe(new StreamSockets());
        probe.ask(listeners, all, 0, LIMIT.toNanos());
        return probe.result().orElseThrow();
    }

    private static ServerSocket listener() throws IOException {
        return new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    private static Listener address(ServerSocket listener) {
        return new Listener(IpAddress.parse("127.0.0.1"), listener.getLocalPort());
    }

    private static Listener closed() throws IOException {
        try (ServerSocket listener = listener()) {
            return address(listener);
        }
    }
}
