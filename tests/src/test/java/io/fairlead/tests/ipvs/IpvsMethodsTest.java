package io.fairlead.tests.ipvs;

import static io.fairlead.tests.ipvs.Farm.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.forwarding.ForwardingSettings.Preference;
import io.fairlead.lab.run.Command;
import io.fairlead.tests.kernel.FreshNamespace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every way in which IPVS hands packets to a real server, with real servers in namespaces of their own. */
@Tag("ipvs")
class IpvsMethodsTest {
    private static final String TARGETS = "targets = [\"10.2.0.11\", \"10.2.0.12\", \"10.2.0.13\"]";
    private static final List<String> ALL = List.of("s1", "s2", "s3");

    /** A client to whom the servers answer directly, past the director. */
    private static final String DIRECT = "10.8.0.1";

    /** One to whom they answer by way of the director. */
    private static final String BEHIND = "10.9.0.1";

    @TempDir
    private static Path folder;

    private static Farm farm;
    private static ConfiguredDirector director;
    private Calls calls;

    private static String service(int port, String options) {
        return "services.s%d { lan-vip = 10.2.0.100, publish = %d, %s, %s }".formatted(port, port, TARGETS, options);
    }

    @BeforeAll
    static void setUp() throws IOException {
        farm = new Farm(8001, 8002, 8003, 8004, 8005, 8006, 8007);
        farm.takeVip();
        Command.of("modprobe", "fou").check();
        for (FreshNamespace server : farm.servers) {
            // What a tunnel brings, and nothing else, makes these devices' packets.
            Farm.batch(
                    server,
                    "link add tun0 type ipip external",
                    "link set tun0 up",
                    "link add gre0x type gre external",
                    "link set gre0x up");
            server.ip("fou", "add", "port", "6080", "gue");
            Farm.sysctl(server, "net.ipv4.conf.default.rp_filter=0");
        }
        director = new ConfiguredDirector(farm.director, folder, Preference.IPVS);
        director.apply(List.of(
                service(8001, "method = nat"),
                service(8002, "method = full-nat"),
                service(8003, "method = dr"),
                service(8004, "method = tunnel"),
                service(8005, "method = tunnel, tunnel = gre"),
                service(8006, "method = tunnel, tunnel = \"gue:6080\""),
                service(8007, "method = tunnel, tunnel = \"gue:6080/csum\"")));
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
    }

    @Test
    void natNeedsTheWayBackThroughTheDirector() {
        assertThat(calls.call(3, BEHIND, VIP, 8001)).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(calls.held()).extracting(Calls.Held::seenAs).containsOnly(BEHIND);
        assertThat(calls.call(DIRECT, VIP, 8001)).isNotIn(ALL);
    }

    @Test
    void fullNatNeedsNoWayBackAndTheServerSeesTheDirector() {
        assertThat(calls.call(3, DIRECT, VIP, 8002)).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(calls.held()).extracting(Calls.Held::seenAs).containsOnly("10.2.0.1");
    }

    @Test
    void directRoutingAnswersPastTheDirectorAndTheServerSeesTheClient() {
        assertThat(calls.call(3, DIRECT, VIP, 8003)).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(calls.held()).extracting(Calls.Held::seenAs).containsOnly(DIRECT);
        assertThat(statistics(8003))
                .as("packets that came back through the director")
                .endsWith(" 0");
    }

    @Test
    void ipInIpTunnelBringsTheClientsPacketUnchanged() {
        assertTunnelled(8004);
    }

    @Test
    void greTunnelBringsTheClientsPacketUnchanged() {
        assertTunnelled(8005);
    }

    @Test
    void gueTunnelBringsTheClientsPacketUnchangedWithAndWithoutChecksum() {
        assertTunnelled(8006);
        assertTunnelled(8007);
    }

    private void assertTunnelled(int port) {
        assertThat(calls.call(3, DIRECT, VIP, port)).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(calls.held()).extracting(Calls.Held::seenAs).containsOnly(DIRECT);
        assertThat(statistics(port))
                .as("packets that came back through the director")
                .endsWith(" 0");
    }

    /** {@code connections inPackets outPackets} of a service. */
    private static String statistics(int port) {
        return farm.director
                .program("ipvsadm", "-Ln", "--stats", "--exact", "-t", VIP + ":" + port)
                .lines()
                .filter(line -> line.startsWith("TCP"))
                .map(line -> line.strip().split("\\s+", -1))
                .map(words -> words[2] + " " + words[3] + " " + words[4])
                .findFirst()
                .orElse("no such service");
    }
}
