package io.fairlead.tests.ipvs;

import static io.fairlead.tests.ipvs.Farm.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.forwarding.ForwardingSettings.Preference;
import io.fairlead.agent.forwarding.ForwardingStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same configuration as for IPVS where rules forward: where connections land, and what the status says of it. */
@Tag("kernel")
class NftBalancingTest {
    private static final String EQUAL = "\"10.2.0.11:80\", \"10.2.0.12:80\", \"10.2.0.13:80\"";
    private static final String WEIGHTED =
            "\"10.2.0.11:80 weight=3\", \"10.2.0.12:80 weight=1\", \"10.2.0.13:80 weight=0\"";

    private static final List<String> SERVICES = List.of(
            service(8001, EQUAL, "scheduler = rr"),
            service(8002, WEIGHTED, "scheduler = wrr"),
            service(8003, WEIGHTED, "scheduler = wlc"),
            service(8004, EQUAL, "scheduler = sh"),
            service(8005, EQUAL, "scheduler = sh, scheduler-flags = port"),
            service(8006, WEIGHTED, "scheduler = fo"),
            service(8007, EQUAL, "persistence = 60 s"),
            service(8008, EQUAL, "persistence = 60 s, persistence-netmask = 24"),
            service(8009, EQUAL, "method = full-nat"),
            "services.udp { lan-vip = 10.2.0.100, publish = \"81/udp\", targets = [" + EQUAL + "] }",
            "services.v6 { lan-vip = \"fd02::100\", publish = 80,"
                    + " targets = [\"[fd02::11]:80\", \"[fd02::12]:80\", \"[fd02::13]:80\"] }");

    @TempDir
    private static Path folder;

    private static Farm farm;
    private static ConfiguredDirector director;
    private static ForwardingStatus status;
    private Calls calls;

    private static String service(int port, String targets, String options) {
        return "services.s%d { lan-vip = 10.2.0.100, publish = \"%d\", targets = [%s], %s }"
                .formatted(port, port, targets, options);
    }

    @BeforeAll
    static void setUp() throws IOException {
        farm = new Farm(80, 81);
        director = new ConfiguredDirector(farm.director, folder, Preference.NFTABLES);
        status = director.apply(SERVICES);
    }

    @AfterAll
    static void tearDown() throws IOException {
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

    private List<String> eightClients(int port) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            names.add(calls.call("10.9.0." + i, VIP, port));
        }
        return names;
    }

    @Test
    void turnsAndWeightsAreKept() {
        assertThat(Calls.count(calls.call(6, "10.9.0.1", VIP, 8001))).isEqualTo(Map.of("s1", 2L, "s2", 2L, "s3", 2L));
        assertThat(Calls.count(calls.call(8, "10.9.0.1", VIP, 8002))).isEqualTo(Map.of("s1", 6L, "s2", 2L));
        // By chance: that one of two with a quarter never comes in 60 times happens once in 30 million.
        assertThat(new HashSet<>(calls.call(60, "10.9.0.1", VIP, 8003))).containsExactlyInAnyOrder("s1", "s2");
        assertThat(calls.call(3, "10.9.0.1", VIP, 8006)).containsOnly("s1");
    }

    @Test
    void hashSendsAClientAlwaysToTheSameServer() {
        List<String> first = eightClients(8004);
        assertThat(eightClients(8004)).isEqualTo(first);
        assertThat(first).isSubsetOf(Farm.NAMES);
        assertThat(new HashSet<>(first)).hasSizeGreaterThan(1);
        assertThat(new HashSet<>(calls.call(12, "10.9.0.1", VIP, 8005))).hasSizeGreaterThan(1);
    }

    @Test
    void persistentClientsAreRememberedAloneOrBySubnet() {
        assertThat(new HashSet<>(calls.call(5, "10.9.0.1", VIP, 8007))).hasSize(1);
        assertThat(new HashSet<>(eightClients(8007))).hasSize(3);
        Set<String> subnet = new HashSet<>(eightClients(8008));
        assertThat(subnet).hasSize(1).isSubsetOf(Farm.NAMES);
        assertThat(calls.call("10.9.1.1", VIP, 8008))
                .isEqualTo(calls.call("10.9.1.2", VIP, 8008))
                .isNotIn(subnet);
    }

    @Test
    void lookingAgainForgetsNobody() throws IOException {
        String before = calls.call("10.9.0.5", VIP, 8007);
        director.apply(SERVICES);
        assertThat(new HashSet<>(calls.call(4, "10.9.0.5", VIP, 8007))).containsExactly(before);
    }

    @Test
    void fullNatServesClientsThatHaveNoWayBack() throws IOException {
        assertThat(calls.hold("10.8.0.1", VIP, 8009).seenAs()).isEqualTo("10.2.0.1");
    }

    @Test
    void udpAndIpv6AreForwarded() {
        assertThat(new HashSet<>(calls.ask(4, "10.9.0.1", VIP, 81))).hasSize(1).isSubsetOf(Farm.NAMES);
        assertThat(calls.call(6, "fd09::1", Farm.VIP6, 80)).contains("s1", "s2", "s3");
    }

    @Test
    void statusSaysWhichSchedulerBecameWhat() {
        assertThat(status.mode()).isEqualTo(ForwardingStatus.Mode.NFTABLES);
        assertThat(status.warnings())
                .contains(
                        "s8001 TCP 10.2.0.100:8001 by rules: scheduler rr became: by turns",
                        "s8003 TCP 10.2.0.100:8003 by rules: scheduler wlc became: by chance, in the proportion of the"
                                + " weights: rules do not count connections",
                        "s8007 TCP 10.2.0.100:8007 by rules: a client is remembered for 60 s, until a rule is changed");
    }

    @Test
    void whatRulesCannotDoIsAProblemAndTheRestWorks(@TempDir Path other) throws IOException {
        try (ConfiguredDirector second = new ConfiguredDirector(farm.director, other, Preference.NFTABLES)) {
            List<ForwardedService> desired = second.desired(List.of(
                    service(8020, "\"10.2.0.11\"", "method = dr"),
                    service(8021, "\"10.2.0.11:80\"", "scheduler = rr")));
            ForwardingStatus mixed = second.apply(desired.toArray(ForwardedService[]::new));

            assertThat(mixed.problems())
                    .containsExactly(
                            "s8020 TCP 10.2.0.100:8020 is not forwarded: method dr needs ip_vs; with rules only nat"
                                    + " can be had");
            assertThat(mixed.inPlace()).containsExactly(desired.get(1));
            assertThat(calls.call("10.9.0.1", VIP, 8021)).isEqualTo("s1");
        } finally {
            director.apply(SERVICES);
        }
    }
}
