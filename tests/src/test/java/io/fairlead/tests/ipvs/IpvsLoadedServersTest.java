package io.fairlead.tests.ipvs;

import static io.fairlead.tests.ipvs.Farm.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.forwarding.ForwardingSettings.Preference;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ipvs.Timeouts;
import io.fairlead.tests.kernel.Deadline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What depends on how many connections servers have: thresholds, and the flag fallback. */
@Tag("ipvs")
class IpvsLoadedServersTest {
    private static final String EQUAL = "\"10.2.0.11:80\", \"10.2.0.12:80\", \"10.2.0.13:80\"";
    private static final List<String> SERVICES = List.of(
            service("8001", EQUAL, "scheduler = mh, upper-threshold = 1"),
            service("8002", EQUAL, "scheduler = mh, scheduler-flags = fallback, upper-threshold = 1"),
            service("8003", EQUAL, "scheduler = sh, scheduler-flags = fallback, upper-threshold = 1"),
            service(
                    "81/udp",
                    "\"10.2.0.11:80 weight=9 upper=3 lower=2\", \"10.2.0.12:80 weight=1\"",
                    "scheduler = fo"));

    @TempDir
    private static Path folder;

    private static Farm farm;
    private static ConfiguredDirector director;
    private final List<DatagramSocket> sockets = new ArrayList<>();
    private Calls calls;

    private static String service(String port, String targets, String options) {
        String name = port.replace('/', '-');
        String publish = port.equals("81/udp") ? "81:80/udp" : port;
        return "services.s%s { lan-vip = 10.2.0.100, publish = \"%s\", targets = [%s], %s }"
                .formatted(name, publish, targets, options);
    }

    @BeforeAll
    static void setUp() throws IOException {
        farm = new Farm(80);
        director =
                new ConfiguredDirector(farm.director, folder, new Timeouts(0, 0, 2), Optional.empty(), Preference.IPVS);
        assertThat(director.apply(SERVICES).ipvs()).isEqualTo(Map.of("timeout udp", "2 s"));
    }

    @AfterAll
    static void tearDown() throws Exception {
        director.close();
        farm.close();
    }

    @BeforeEach
    void open() {
        calls = new Calls(farm.client);
    }

    @AfterEach
    void hangUp() throws IOException {
        calls.close();
        sockets.forEach(DatagramSocket::close);
    }

    @Test
    void flagFallbackFindsAnotherServerWhereTheHashLeadsToOneThatIsFull() {
        List<String> without = calls.call(2, "10.9.0.1", VIP, 8001);
        assertThat(without.get(0)).isIn(Farm.NAMES);
        assertThat(without.get(1)).as("without the flag").isNotIn(Farm.NAMES);
        for (int port : List.of(8002, 8003)) {
            assertThat(calls.call(2, "10.9.0.1", VIP, port))
                    .as("with the flag, port %d", port)
                    .isSubsetOf(Farm.NAMES)
                    .doesNotHaveDuplicates();
        }
    }

    /** A client of its own to IPVS. */
    private DatagramSocket client() {
        return farm.client.call(() -> {
            DatagramSocket socket = new DatagramSocket(
                    new InetSocketAddress(IpAddress.parse("10.9.0.1").toInetAddress(), 0));
            socket.setSoTimeout(1_500);
            sockets.add(socket);
            return socket;
        });
    }

    private static String ask(DatagramSocket client) {
        try {
            client.send(new DatagramPacket(new byte[1], 1, new InetSocketAddress(VIP.toInetAddress(), 81)));
            DatagramPacket answer = new DatagramPacket(new byte[64], 64);
            client.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until s1 has only the connections of these clients, which go on asking. */
    private static void awaitOnly(DatagramSocket... alive) {
        Deadline.await(
                alive.length + " connections at s1",
                Duration.ofSeconds(20),
                () -> {
                    for (DatagramSocket client : alive) {
                        ask(client);
                    }
                    return atFirstServer() == alive.length;
                },
                IpvsLoadedServersTest::atFirstServer);
    }

    private static long atFirstServer() {
        return farm.director
                .program("ipvsadm", "-Lcn")
                .lines()
                .filter(line -> line.startsWith("UDP") && line.endsWith(" 10.2.0.11:80"))
                .count();
    }

    @Test
    void serverThatWasFullTakesNewOnesBelowItsLowerThreshold() {
        DatagramSocket first = client();
        DatagramSocket second = client();
        assertThat(List.of(ask(first), ask(second), ask(client()))).containsOnly("s1");
        assertThat(ask(client())).as("at the upper threshold").isEqualTo("s2");
        awaitOnly(first, second);
        assertThat(ask(client())).as("at the lower threshold, not below it").isEqualTo("s2");
        awaitOnly(first);
        assertThat(ask(client())).as("below it").isEqualTo("s1");
    }
}
