package io.fairlead.tests.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.linux.namespace.NetworkNamespace;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The holder's kernel takes what is sent to the address, also where it forwards everything else (V31, V43). */
@Tag("kernel")
class ForwardingLoopTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final int DISCARD_PORT = 9;

    private final Switch ethernet = new Switch();
    private final Switch.Host holder = ethernet.host(1);
    private final Switch.Host client = ethernet.host(2);

    @AfterEach
    void remove() {
        ethernet.close();
    }

    @Test
    void activeRouterAnswersForTheAddressAndForwardsNothingToIt() throws Exception {
        holder.run("sysctl", "-qw", "net.ipv4.ip_forward=1");
        try (RouterThread router = RouterThread.start(holder, Configs.of(100))) {
            router.awaitActive(SOON);

            try (NetworkNamespace namespace = client.open()) {
                assertThatThrownBy(() -> namespace.call(ForwardingLoopTest::send))
                        .as("the holder's kernel answers: nobody listens on that port")
                        .hasStackTraceContaining(PortUnreachableException.class.getName());
            }

            assertThat(forwarded()).isZero();
            assertThat(client.run("ip", "neighbour", "show", Configs.VIP.toString()))
                    .contains("02:00:00:00:00:01");
        }
    }

    private static Void send() throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout((int) SOON.toMillis());
            socket.connect(Configs.VIP.toInetAddress(), DISCARD_PORT);
            DatagramPacket packet = new DatagramPacket(new byte[1], 1);
            socket.send(packet);
            socket.receive(packet);
        }
        return null;
    }

    /** The kernel's own counter: the column ForwDatagrams of the two lines that begin with {@code Ip:}. */
    private long forwarded() {
        List<String> lines = holder.run("cat", "/proc/net/snmp")
                .lines()
                .filter(line -> line.startsWith("Ip:"))
                .toList();
        int column = Arrays.asList(lines.getFirst().split(" ", -1)).indexOf("ForwDatagrams");
        return Long.parseLong(lines.getLast().split(" ", -1)[column]);
    }
}
