package io.fairlead.tests.ipvs;

import static io.fairlead.tests.ipvs.DockerHost.LAN_VIP;
import static io.fairlead.tests.ipvs.DockerHost.LAN_VIP6;
import static io.fairlead.tests.ipvs.Forwarder.service;
import static io.fairlead.tests.ipvs.Forwarder.tcp;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.forwarding.ForwardingSettings;
import io.fairlead.agent.forwarding.ForwardingStatus;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.tests.kernel.Deadline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forwarding by IPVS, in a kernel without nf_tables for IPv4, so with legacy iptables for what IPVS cannot do. */
@Tag("ipvs")
class IpvsForwardingTest {
    @TempDir
    private Path folder;

    private DockerHost docker;
    private WhoAmI server;
    private Forwarder agent;

    @BeforeEach
    void setUp() {
        docker = new DockerHost();
        docker.dockersRules("iptables-legacy", "docker-20.10.rules");
        docker.filterBridged(true);
        server = WhoAmI.in(docker.holder, 80, DockerHost.CONTAINER_VIP);
        agent = new Forwarder(docker.host, Forwarder.settings(folder));
    }

    @AfterEach
    void tearDown() throws Exception {
        agent.close();
        server.close();
        // A namespace outlives its test a while, and its services would keep modules in use.
        docker.host.program("ipvsadm", "-C");
        docker.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void clientsEverywhereAreServedAndThoseOnTheLanKeepTheirAddress(boolean filterBridged) {
        docker.filterBridged(filterBridged);

        ForwardingStatus status = agent.apply(tcp(8080));

        assertThat(status.problems()).isEmpty();
        assertThat(status.warnings()).isEmpty();
        assertThat(status.mode()).isEqualTo(ForwardingStatus.Mode.IPVS);
        assertThat(status.inPlace()).containsExactly(tcp(8080));
        assertThat(status.sysctls())
                .containsEntry("net.ipv4.ip_forward", "1")
                .containsEntry("net.ipv4.vs.conntrack", "1")
                .containsEntry("net.ipv4.vs.expire_nodest_conn", "1")
                .containsEntry("net.ipv4.vs.expire_quiescent_template", "1")
                .containsEntry("net.ipv4.vs.conn_reuse_mode", "1");
        assertThat(ipvsadm()).isEqualTo("""
                -A -t 192.168.156.156:8080 -s rr
                -a -t 192.168.156.156:8080 -r 172.18.0.201:80 -m -w 1""");
        assertThat(WhoAmI.calling(docker.lan, LAN_VIP, 8080)).isEqualTo("192.168.156.99");
        assertThat(WhoAmI.calling(docker.host, LAN_VIP, 8080)).isEqualTo("172.18.0.1");
        assertThat(WhoAmI.calling(docker.neighbour, LAN_VIP, 8080)).isEqualTo("172.18.0.1");
        assertThat(WhoAmI.calling(docker.stranger, LAN_VIP, 8080)).isEqualTo("172.18.0.1");
    }

    @Test
    void holderCallsItselfWhereBridgedPacketsAreNotFiltered() {
        docker.filterBridged(false);

        agent.apply(tcp(8080));

        assertThat(WhoAmI.calling(docker.holder, LAN_VIP, 8080)).isEqualTo("172.18.0.1");
    }

    @Test
    void withoutHairpinOnlyTheNeighboursAreNotServed() {
        docker.filterBridged(false);
        ForwardingSettings settings = Forwarder.settings(folder);
        try (Forwarder plain = new Forwarder(
                docker.host, new ForwardingSettings(settings.preference(), true, false, settings.stateFile()))) {
            plain.apply(tcp(8080));

            assertThat(WhoAmI.calling(docker.lan, LAN_VIP, 8080)).isEqualTo("192.168.156.99");
            assertThat(WhoAmI.calling(docker.neighbour, LAN_VIP, 8080)).contains("timed out");
        }
    }

    @Test
    void udpAndIpv6AreForwarded() {
        docker.host.program("sysctl", "-w", "net.ipv6.conf.all.forwarding=1");

        ForwardingStatus status = agent.apply(
                service(TransportProtocol.UDP, AddressFamily.IPV4, 5353),
                service(TransportProtocol.TCP, AddressFamily.IPV6, 8080));

        assertThat(status.problems()).isEmpty();
        assertThat(WhoAmI.asking(docker.lan, LAN_VIP, 5353)).isEqualTo("192.168.156.99");
        assertThat(WhoAmI.asking(docker.neighbour, LAN_VIP, 5353)).isEqualTo("172.18.0.1");
        // Fresh interfaces first look for duplicates of their addresses.
        Deadline.await(
                "the client on the LAN is served and keeps its address",
                Duration.ofSeconds(20),
                () -> WhoAmI.calling(docker.lan, LAN_VIP6, 8080).equals("fd9c::99"),
                () -> WhoAmI.calling(docker.lan, LAN_VIP6, 8080));
        assertThat(WhoAmI.calling(docker.neighbour, LAN_VIP6, 8080)).isEqualTo("fd18::1");
    }

    @Test
    void restartedAgentChangesNothingAndConnectionsLiveOn() throws Exception {
        agent.apply(tcp(8080), tcp(3306));
        String services = ipvsadm();
        String rules = rules();
        try (WhoAmI.Call call = docker.lan.call(() -> new WhoAmI.Call(LAN_VIP, 8080))) {
            assertThat(call.answer()).isEqualTo("192.168.156.99");

            agent.restarted();
            assertThat(ipvsadm()).isEqualTo(services);
            ForwardingStatus status = agent.apply(tcp(8080), tcp(3306));

            assertThat(status.inPlace()).containsExactly(tcp(8080), tcp(3306));
            assertThat(status.warnings()).isEmpty();
            assertThat(ipvsadm()).isEqualTo(services);
            assertThat(rules()).isEqualTo(rules);
            assertThat(call.again()).isEqualTo("192.168.156.99");
        }
    }

    @Test
    void foreignServicesAreNeitherChangedNorRemoved() {
        docker.host.program("ipvsadm", "-A", "-t", "192.168.156.156:8080", "-s", "wlc");
        docker.host.program("ipvsadm", "-A", "-t", "192.168.156.156:3306", "-s", "rr");
        docker.host.program("ipvsadm", "-a", "-t", "192.168.156.156:3306", "-r", "172.18.0.201:80", "-m");
        docker.host.program("ipvsadm", "-A", "-t", "192.168.156.10:22", "-s", "rr");
        String before = ipvsadm();

        ForwardingStatus status = agent.apply(tcp(8080), tcp(3306), tcp(443));

        assertThat(status.problems())
                .singleElement()
                .asString()
                .startsWith("TCP 192.168.156.156:8080 is in the IPVS table already, with other settings")
                .endsWith("'ipvsadm -D -t 192.168.156.156:8080'");
        assertThat(status.warnings())
                .singleElement()
                .asString()
                .startsWith("TCP 192.168.156.156:3306 is in the IPVS table already, not made by Fairlead; it does");
        assertThat(status.inPlace()).containsExactly(tcp(3306), tcp(443));
        agent.restarted();
        agent.apply();
        assertThat(ipvsadm()).isEqualTo(before);
    }

    @Test
    void whatSomebodyElseTookAwayIsPutBack() {
        agent.apply(tcp(8080));
        docker.host.program("ipvsadm", "-C");
        docker.host.program("iptables-legacy", "-t", "nat", "-F", "FAIRLEAD-HAIRPIN");
        docker.host.program("sysctl", "-w", "net.ipv4.ip_forward=0", "net.ipv4.vs.conntrack=0");

        ForwardingStatus status = agent.apply(tcp(8080));

        assertThat(status.problems()).isEmpty();
        assertThat(status.inPlace()).containsExactly(tcp(8080));
        assertThat(WhoAmI.calling(docker.lan, LAN_VIP, 8080)).isEqualTo("192.168.156.99");
        assertThat(WhoAmI.calling(docker.neighbour, LAN_VIP, 8080)).isEqualTo("172.18.0.1");
    }

    @Test
    void nothingOfOursIsLeftWhenItIsOver() throws Exception {
        String before = rules();
        agent.apply(tcp(8080), tcp(3306));
        assertThat(rules()).contains("FAIRLEAD-HAIRPIN", "FAIRLEAD-FORWARD");

        agent.restarted();
        ForwardingStatus status = agent.apply();

        assertThat(status.problems()).isEmpty();
        assertThat(ipvsadm()).isEmpty();
        assertThat(rules()).isEqualTo(before);
        assertThat(Files.readString(Forwarder.settings(folder).stateFile())).doesNotContain("192.168.156.156");
    }

    @Test
    void stateFileOfAnotherBootClaimsNothing() throws Exception {
        agent.apply(tcp(8080));
        Path file = Forwarder.settings(folder).stateFile();
        Files.writeString(
                file, Files.readString(file).replaceFirst("\"kernel\" : \"[^\"]*\"", "\"kernel\" : \"before\""));

        agent.restarted();
        agent.apply();

        assertThat(ipvsadm()).contains("-A -t 192.168.156.156:8080 -s rr");
    }

    @Test
    void withoutIpvsTheSameIsDoneByLegacyIptables() {
        ForwardingSettings settings = Forwarder.settings(folder);
        try (Forwarder rulesOnly = new Forwarder(
                docker.host,
                new ForwardingSettings(ForwardingSettings.Preference.NFTABLES, true, true, settings.stateFile()))) {
            ForwardingStatus status =
                    rulesOnly.apply(tcp(8080), service(TransportProtocol.UDP, AddressFamily.IPV4, 5353));

            assertThat(status.problems()).isEmpty();
            assertThat(status.mode()).isEqualTo(ForwardingStatus.Mode.IPTABLES);
            assertThat(ipvsadm()).isEmpty();
            assertThat(WhoAmI.calling(docker.lan, LAN_VIP, 8080)).isEqualTo("192.168.156.99");
            assertThat(WhoAmI.calling(docker.host, LAN_VIP, 8080)).isEqualTo("172.18.0.1");
            assertThat(WhoAmI.calling(docker.neighbour, LAN_VIP, 8080)).isEqualTo("172.18.0.1");
            assertThat(WhoAmI.calling(docker.stranger, LAN_VIP, 8080)).isEqualTo("172.18.0.1");
            assertThat(WhoAmI.asking(docker.lan, LAN_VIP, 5353)).isEqualTo("192.168.156.99");
        }
    }

    @Test
    void changeFromRulesToIpvsAndBackKeepsServing() {
        ForwardingSettings settings = Forwarder.settings(folder);
        ForwardingSettings rulesOnly =
                new ForwardingSettings(ForwardingSettings.Preference.NFTABLES, true, true, settings.stateFile());
        agent.apply(tcp(8080));
        agent.close();

        try (Forwarder without = new Forwarder(docker.host, rulesOnly)) {
            without.apply(tcp(8080));
            assertThat(ipvsadm()).isEmpty();
            assertThat(WhoAmI.calling(docker.lan, LAN_VIP, 8080)).isEqualTo("192.168.156.99");
        }

        agent.restarted();
        agent.apply(tcp(8080));
        assertThat(rules())
                .contains("--to-destination 192.168.156.156:8080")
                .doesNotContain("--to-destination 172.18.0.201");
        assertThat(WhoAmI.calling(docker.lan, LAN_VIP, 8080)).isEqualTo("192.168.156.99");
    }

    private String ipvsadm() {
        return docker.host.program("ipvsadm", "-Sn");
    }

    private String rules() {
        return docker.host.program("iptables-legacy", "-t", "nat", "-S")
                + "\n"
                + docker.host.program("iptables-legacy", "-t", "filter", "-S");
    }
}
