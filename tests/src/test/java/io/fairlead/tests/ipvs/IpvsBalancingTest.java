package io.fairlead.tests.ipvs;

import static io.fairlead.tests.ipvs.Farm.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.forwarding.ForwardingSettings.Preference;
import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.run.Command;
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

/**
 * Where real connections land, with services of fairlead.conf in the kernel's ip_vs: every scheduler and flag that this
 * kernel has, persistence, thresholds and protocols, each on a port of its own.
 */
@Tag("ipvs")
class IpvsBalancingTest {
    private static final String EQUAL = "\"10.2.0.11:80\", \"10.2.0.12:80\", \"10.2.0.13:80\"";
    /** The schedulers that look at the destination leave a server that has more connections than its weight. */
    private static final String HEAVY = "\"10.2.0.11 weight=99\", \"10.2.0.12 weight=99\", \"10.2.0.13 weight=99\"";

    private static final String BARE = "\"10.2.0.11\", \"10.2.0.12\", \"10.2.0.13\"";

    @TempDir
    private static Path folder;

    private static Farm farm;
    private static ConfiguredDirector director;
    private Calls calls;

    /** Weights of s1, s2 and s3. */
    private static String weighted(int first, int second, int third) {
        return "\"10.2.0.11:80 weight=%d\", \"10.2.0.12:80 weight=%d\", \"10.2.0.13:80 weight=%d\""
                .formatted(first, second, third);
    }

    private static String service(int port, String targets, String options) {
        return "services.s%d { lan-vip = 10.2.0.100, publish = \"%d\", targets = [%s]%s }"
                .formatted(port, port, targets, options.isEmpty() ? "" : ", " + options);
    }

    private static final List<String> SERVICES = List.of(
            service(8001, EQUAL, "scheduler = rr"),
            service(8002, weighted(3, 2, 1), "scheduler = wrr"),
            service(8003, EQUAL, "scheduler = lc"),
            service(8004, weighted(9, 1, 1), "scheduler = wlc"),
            service(8005, weighted(9, 1, 1), "scheduler = sed"),
            service(8006, weighted(9, 1, 1), "scheduler = nq"),
            service(8007, weighted(3, 2, 1), "scheduler = fo"),
            service(8008, weighted(3, 2, 1), "scheduler = ovf"),
            service(8009, EQUAL, "scheduler = sh"),
            service(8010, EQUAL, "scheduler = sh, scheduler-flags = port"),
            service(8011, weighted(0, 0, 1), "scheduler = sh"),
            service(8012, weighted(0, 0, 1), "scheduler = sh, scheduler-flags = fallback"),
            service(8013, EQUAL, "scheduler = mh"),
            service(8014, EQUAL, "scheduler = mh, scheduler-flags = port"),
            service(8015, EQUAL, "persistence = 60 s"),
            service(8016, EQUAL, "persistence = 60 s, persistence-netmask = 24"),
            service(8017, EQUAL + ", \"10.2.0.11:81 upper=2\"", "upper-threshold = 2"),
            service(8018, weighted(1, 0, 1), "scheduler = rr"),
            service(8021, EQUAL, "scheduler = mh, scheduler-flags = \"fallback, port\""),
            "services.ops { lan-vip = 10.2.0.100, publish = \"80/udp\", one-packet = on, targets = [" + EQUAL + "] }",
            "services.udp { lan-vip = 10.2.0.100, publish = \"81/udp\", targets = [" + EQUAL + "] }",
            "services.sctp { lan-vip = 10.2.0.100, publish = \"90/sctp\", targets = [" + EQUAL + "] }",
            "services.v6 { lan-vip = \"fd02::100\", publish = 80,"
                    + " targets = [\"[fd02::11]:80\", \"[fd02::12]:80\", \"[fd02::13]:80\"] }",
            "services.mark1 { lan-vip = 10.2.0.100, fwmark = 1, scheduler = dh, targets = [" + HEAVY + "] }",
            "services.mark2 { lan-vip = 10.2.0.100, fwmark = 2, scheduler = lblc, targets = [" + HEAVY + "] }",
            "services.mark3 { lan-vip = 10.2.0.100, fwmark = 3, scheduler = lblcr, targets = [" + HEAVY + "] }",
            "services.mark4 { lan-vip = 10.2.0.100, fwmark = 4, persistence = 60 s, targets = [" + BARE + "] }",
            "services.all { lan-vip = 10.2.0.101, publish = \"all/tcp\", persistence = 60 s, targets = [" + BARE
                    + "] }");

    @BeforeAll
    static void setUp() throws IOException {
        farm = new Farm(80, 81);
        Farm.batch(farm.director, "address add 10.2.0.101/32 dev eth0");
        for (int mark = 1; mark <= 4; mark++) {
            // 10.7.0.1–10.7.0.63 are mark 1, the next 64 mark 2, and so on.
            farm.director.program(
                    "iptables-legacy",
                    "-t",
                    "mangle",
                    "-A",
                    "PREROUTING",
                    "-d",
                    "10.7.0." + (mark - 1) * 64 + "/26",
                    "-j",
                    "MARK",
                    "--set-mark",
                    Integer.toString(mark));
        }
        director = new ConfiguredDirector(farm.director, folder, Preference.IPVS);
        director.apply(SERVICES);
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

    private static IpAddress marked(int mark, int host) {
        return IpAddress.parse("10.7.0." + ((mark - 1) * 64 + host));
    }

    /** Where one connection each of eight clients lands. */
    private List<String> eightClients(int port) {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            names.add(calls.call("10.9.0." + i, VIP, port));
        }
        return names;
    }

    private static void assertOnlyServers(Iterable<String> names) {
        assertThat(names).isSubsetOf(Farm.NAMES);
    }

    @Test
    void rrGoesByTurns() {
        List<String> names = calls.call(6, "10.9.0.1", VIP, 8001);
        assertThat(Calls.count(names)).isEqualTo(Map.of("s1", 2L, "s2", 2L, "s3", 2L));
        assertThat(names.subList(0, 3)).isEqualTo(names.subList(3, 6));
    }

    @Test
    void wrrGoesByTurnsInTheProportionOfTheWeights() {
        assertThat(Calls.count(calls.call(12, "10.9.0.1", VIP, 8002))).isEqualTo(Map.of("s1", 6L, "s2", 4L, "s3", 2L));
    }

    @Test
    void lcGoesWhereTheFewestConnectionsAre() throws IOException {
        calls.call(6, "10.9.0.1", VIP, 8003);
        assertThat(calls.perServer()).isEqualTo(Map.of("s1", 2L, "s2", 2L, "s3", 2L));
        calls.closeAt("s2");
        // One packet more of each closed connection must have passed before it counts as closed.
        assertThat(calls.call(2, "10.9.0.1", VIP, 8003)).containsOnly("s2");
    }

    @Test
    void wlcWeighsTheConnections() {
        calls.call(11, "10.9.0.1", VIP, 8004);
        assertThat(calls.perServer()).isEqualTo(Map.of("s1", 9L, "s2", 1L, "s3", 1L));
    }

    @Test
    void sedGoesWhereTheDelayIsLeastEvenPastIdleServers() {
        assertThat(calls.call(6, "10.9.0.1", VIP, 8005)).containsOnly("s1");
    }

    @Test
    void nqNeverPassesAnIdleServer() {
        List<String> names = calls.call(8, "10.9.0.1", VIP, 8006);
        assertThat(names.subList(0, 3)).containsExactlyInAnyOrder("s1", "s2", "s3");
        assertThat(names.subList(3, 8)).containsOnly("s1");
    }

    @Test
    void foGoesToTheHighestWeightAlone() {
        assertThat(calls.call(5, "10.9.0.1", VIP, 8007)).containsOnly("s1");
    }

    @Test
    void ovfGoesToTheNextWhenTheFirstIsFull() {
        calls.call(8, "10.9.0.1", VIP, 8008);
        // The kernel calls a server full when it has more than its weight.
        assertThat(calls.perServer()).isEqualTo(Map.of("s1", 4L, "s2", 3L, "s3", 1L));
    }

    @Test
    void shAndMhSendAClientAlwaysToTheSameServer() {
        for (int port : List.of(8009, 8013)) {
            List<String> first = eightClients(port);
            assertOnlyServers(first);
            assertThat(eightClients(port)).isEqualTo(first);
            assertThat(new HashSet<>(first)).hasSizeGreaterThan(1);
        }
    }

    @Test
    void flagPortCountsTheSourcePortToo() {
        for (int port : List.of(8010, 8014, 8021)) {
            Set<String> names = new HashSet<>(calls.call(12, "10.9.0.1", VIP, port));
            assertOnlyServers(names);
            assertThat(names).as("port %d", port).hasSizeGreaterThan(1);
        }
    }

    @Test
    void flagFallbackFindsAnotherServerWhereTheHashLeadsToOneThatTakesNone() {
        assertThat(eightClients(8011))
                .as("without the flag")
                .anySatisfy(answer -> assertThat(answer).isNotIn(Farm.NAMES));
        assertThat(eightClients(8012)).as("with the flag").containsOnly("s3");
    }

    @Test
    void dhSendsADestinationAlwaysToTheSameServer() {
        assertByDestination(1);
    }

    @Test
    void lblcKeepsADestinationWhereItWas() {
        assertByDestination(2);
    }

    @Test
    void lblcrKeepsADestinationWhereItWas() {
        assertByDestination(3);
    }

    private void assertByDestination(int mark) {
        Set<String> used = new HashSet<>();
        for (int host = 1; host <= 6; host++) {
            String first = calls.call("10.9.0.1", marked(mark, host), 80);
            used.add(first);
            for (int client = 2; client <= 4; client++) {
                assertThat(calls.call("10.9.0." + client, marked(mark, host), 80))
                        .isEqualTo(first);
            }
        }
        assertOnlyServers(used);
        assertThat(used).hasSizeGreaterThan(1);
    }

    @Test
    void persistentClientStaysAndOthersDoNotGoWithIt() {
        assertThat(new HashSet<>(calls.call(5, "10.9.0.1", VIP, 8015))).hasSize(1);
        assertThat(new HashSet<>(eightClients(8015))).hasSize(3);
    }

    @Test
    void netmaskPutsClientsOfASubnetTogether() {
        Set<String> first = new HashSet<>(eightClients(8016));
        Set<String> second = new HashSet<>(calls.call(2, "10.9.1.1", VIP, 8016));
        second.add(calls.call("10.9.1.2", VIP, 8016));
        assertThat(first).hasSize(1);
        assertThat(second).hasSize(1).isNotEqualTo(first);
    }

    @Test
    void persistenceOfAMarkAndOfAllPortsHoldsOverPorts() {
        for (IpAddress to : List.of(marked(4, 1), IpAddress.parse("10.2.0.101"))) {
            Set<String> names = new HashSet<>();
            for (int port : List.of(80, 81, 80)) {
                names.add(calls.call("10.9.0.1", to, port));
                names.add(calls.call("10.9.0.1", to, port));
            }
            assertThat(names).hasSize(1);
            assertOnlyServers(names);
            assertThat(calls.call("10.9.0.2", to, 80)).isIn(Farm.NAMES).isNotIn(names);
        }
    }

    @Test
    void serverAtItsUpperThresholdTakesNoMore() {
        List<String> names = calls.call(9, "10.9.0.1", VIP, 8017);
        // Four destinations with two each; s1 is two of them. The ninth finds nobody.
        assertThat(calls.perServer()).isEqualTo(Map.of("s1", 4L, "s2", 2L, "s3", 2L));
        assertThat(names.getLast()).isNotIn(Farm.NAMES);
    }

    @Test
    void serverOfWeightZeroTakesNone() {
        assertThat(new HashSet<>(calls.call(6, "10.9.0.1", VIP, 8018))).containsExactlyInAnyOrder("s1", "s3");
    }

    @Test
    void datagramsOfAClientStayTogetherUnlessEachIsScheduledByItself() {
        assertThat(new HashSet<>(calls.ask(6, "10.9.0.1", VIP, 81))).hasSize(1);
        // Their answers are not translated back: there is no connection that they would belong to.
        assertThat(Calls.count(calls.ask(6, "10.9.0.1", VIP, 80))).isEqualTo(Map.of("s1", 2L, "s2", 2L, "s3", 2L));
    }

    @Test
    void ipv6IsForwardedByTurns() {
        assertThat(calls.call(6, "fd09::1", Farm.VIP6, 80)).contains("s1", "s2", "s3");
    }

    @Test
    void sctpIsForwardedByTurns() {
        Set<String> names = new HashSet<>();
        try (Sctp _ = new Sctp(farm)) {
            for (int i = 0; i < 3; i++) {
                names.add(Sctp.call(farm.client, "10.9.0.1", VIP, 90));
            }
        }
        assertThat(names).containsExactlyInAnyOrder("s1", "s2", "s3");
    }

    @Test
    void whatIpvsadmShowsIsWhatWasConfigured() {
        String table = farm.director.call(() -> Command.of("ipvsadm", "-Sn").text());
        assertThat(table)
                .contains(
                        "-A -t 10.2.0.100:8012 -s sh -b sh-fallback",
                        "-A -t 10.2.0.100:8016 -s rr -p 60 -M 255.255.255.0",
                        "-A -u 10.2.0.100:80 -s rr -o",
                        "-A --sctp-service 10.2.0.100:90 -s rr",
                        "-A -f 3 -s lblcr",
                        "-A -t 10.2.0.101:0 -s rr -p 60",
                        "-a -t 10.2.0.100:8002 -r 10.2.0.11:80 -m -w 3");
    }
}
