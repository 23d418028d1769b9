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
import io.fairlead.tests.kernel.FreshNamespace;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forwarding by nftables, with Docker's iptables rules in the way. */
@Tag("kernel")
class NftForwardingTest {
    @TempDir
    private Path folder;

    private DockerHost docker;
    private WhoAmI server;
    private Forwarder agent;

    @BeforeEach
    void setUp() {
        docker = new DockerHost();
        server = WhoAmI.in(docker.holder, 80, DockerHost.CONTAINER_VIP);
        ForwardingSettings settings = Forwarder.settings(folder);
        agent = new Forwarder(
                docker.host,
                new ForwardingSettings(
                        ForwardingSettings.Preference.NFTABLES,
                        settings.sysctls(),
                        settings.hairpin(),
                        settings.stateFile()));
    }

    @AfterEach
    void tearDown() throws Exception {
        agent.close();
        server.close();
        docker.close();
    }

    @ParameterizedTest
    @CsvSource({
        "docker-20.10.rules, true",
        "docker-20.10.rules, false",
        "docker-28.rules, true",
        "docker-28.rules, false"
    })
    void clientsEverywhereAreServedAndThoseOnTheLanKeepTheirAddress(String rules, boolean filterBridged) {
        docker.dockersRules("iptables-nft", rules);
        docker.filterBridged(filterBridged);

        ForwardingStatus status = agent.apply(tcp(8080));

        assertThat(status.problems()).isEmpty();
        assertThat(status.mode()).isEqualTo(ForwardingStatus.Mode.NFTABLES);
        assertThat(status.inPlace()).containsExactly(tcp(8080));
        assertThat(WhoAmI.calling(docker.lan, LAN_VIP, 8080)).isEqualTo("192.168.156.99");
        assertThat(WhoAmI.calling(docker.host, LAN_VIP, 8080)).isEqualTo("172.18.0.1");
        assertThat(WhoAmI.calling(docker.neighbour, LAN_VIP, 8080)).isEqualTo("172.18.0.1");
        assertThat(WhoAmI.calling(docker.stranger, LAN_VIP, 8080)).isEqualTo("172.18.0.1");
    }

    @Test
    void legacyRulesOfDockerAreNoObstacleEither() {
        docker.dockersRules("iptables-legacy", "docker-20.10.rules");

        assertThat(agent.apply(tcp(8080)).problems()).isEmpty();

        assertThat(WhoAmI.calling(docker.lan, LAN_VIP, 8080)).isEqualTo("192.168.156.99");
        assertThat(WhoAmI.calling(docker.stranger, LAN_VIP, 8080)).isEqualTo("172.18.0.1");
    }

    @Test
    void withoutTheChainInForwardDockersRulesDropClientsOfTheLan() {
        docker.dockersRules("iptables-nft", "docker-20.10.rules");
        agent.apply(tcp(8080));

        docker.host.program("iptables-nft", "-D", "FORWARD", "-j", "FAIRLEAD-FORWARD");

        assertThat(WhoAmI.calling(docker.lan, LAN_VIP, 8080)).contains("timed out");
    }

    @Test
    void udpIsForwarded() {
        docker.dockersRules("iptables-nft", "docker-20.10.rules");

        agent.apply(service(TransportProtocol.UDP, AddressFamily.IPV4, 5353));

        assertThat(WhoAmI.asking(docker.lan, LAN_VIP, 5353)).isEqualTo("192.168.156.99");
        assertThat(WhoAmI.asking(docker.neighbour, LAN_VIP, 5353)).isEqualTo("172.18.0.1");
    }

    @Test
    void ipv6IsForwardedOnceTheHostForwardsIt() {
        ForwardingStatus unset = agent.apply(service(TransportProtocol.TCP, AddressFamily.IPV6, 8080));
        assertThat(unset.problems())
                .singleElement()
                .asString()
                .startsWith("net.ipv6.conf.all.forwarding is 0, so the host forwards no IPv6");

        docker.host.program("sysctl", "-w", "net.ipv6.conf.all.forwarding=1");
        ForwardingStatus set = agent.apply(service(TransportProtocol.TCP, AddressFamily.IPV6, 8080));

        assertThat(set.problems()).isEmpty();
        // Fresh interfaces first look for duplicates of their addresses.
        Deadline.await(
                "the client on the LAN is served and keeps its address",
                Duration.ofSeconds(10),
                () -> WhoAmI.calling(docker.lan, LAN_VIP6, 8080).equals("fd9c::99"),
                () -> WhoAmI.calling(docker.lan, LAN_VIP6, 8080));
        assertThat(WhoAmI.calling(docker.neighbour, LAN_VIP6, 8080)).isEqualTo("fd18::1");
    }

    @Test
    void restartedAgentWritesNothing() {
        docker.dockersRules("iptables-nft", "docker-20.10.rules");
        agent.apply(tcp(8080), tcp(3306));
        String before = rulesWithHandles();

        agent.restarted();
        ForwardingStatus status = agent.apply(tcp(8080), tcp(3306));

        assertThat(status.inPlace()).containsExactly(tcp(8080), tcp(3306));
        assertThat(rulesWithHandles()).isEqualTo(before);
    }

    @Test
    void connectionLivesOnWhileOtherServicesComeAndGo() throws Exception {
        docker.dockersRules("iptables-nft", "docker-20.10.rules");
        agent.apply(tcp(8080));
        try (WhoAmI.Call call = docker.lan.call(() -> new WhoAmI.Call(LAN_VIP, 8080))) {
            assertThat(call.answer()).isEqualTo("192.168.156.99");

            agent.apply(tcp(8080), tcp(3306));
            assertThat(call.again()).isEqualTo("192.168.156.99");
            agent.apply(tcp(8080));

            assertThat(call.again()).isEqualTo("192.168.156.99");
        }
        assertThat(WhoAmI.calling(docker.lan, LAN_VIP, 3306)).contains("refused");
    }

    @Test
    void whatSomebodyElseTookAwayIsPutBack() {
        docker.dockersRules("iptables-nft", "docker-20.10.rules");
        agent.apply(tcp(8080));
        docker.host.program("nft", "delete", "table", "ip", "fairlead");
        docker.host.program("iptables-nft", "-F", "FAIRLEAD-FORWARD");
        docker.host.program("iptables-nft", "-I", "FORWARD", "-j", "DOCKER-ISOLATION-STAGE-1");
        docker.host.program("sysctl", "-w", "net.ipv4.ip_forward=0");

        ForwardingStatus status = agent.apply(tcp(8080));

        assertThat(status.problems()).isEmpty();
        assertThat(status.sysctls()).containsEntry("net.ipv4.ip_forward", "1");
        for (FreshNamespace from : docker.everywhere()) {
            assertThat(WhoAmI.calling(from, LAN_VIP, 8080)).containsAnyOf("192.168.156.99", "172.18.0.1");
        }
    }

    @Test
    void nothingOfOursIsLeftAndNothingOfOthersIsMissingWhenItIsOver() {
        docker.dockersRules("iptables-nft", "docker-20.10.rules");
        docker.host.program(
                "nft",
                "add table ip others; add chain ip others postrouting { type nat hook postrouting priority 100; }");
        String before = rules();

        agent.apply(tcp(8080), service(TransportProtocol.TCP, AddressFamily.IPV6, 8080));
        assertThat(rules()).contains("table ip fairlead", "table ip6 fairlead", "FAIRLEAD-FORWARD");
        agent.restarted();
        ForwardingStatus status = agent.apply();

        assertThat(status.problems()).isEmpty();
        assertThat(rules()).isEqualTo(before);
    }

    @Test
    void settingThatMayNotBeWrittenIsNamedWithTheCommandToRun() {
        ForwardingSettings settings = Forwarder.settings(folder);
        try (Forwarder careful = new Forwarder(
                docker.host,
                new ForwardingSettings(ForwardingSettings.Preference.NFTABLES, false, true, settings.stateFile()))) {
            assertThat(careful.apply(tcp(8080)).problems())
                    .containsExactly(
                            "net.ipv4.ip_forward is 0, so the host forwards nothing between LAN and containers;"
                                    + " on the host run 'sysctl -w net.ipv4.ip_forward=1'");
        }
    }

    private String rules() {
        return docker.host.program("nft", "-s", "list", "ruleset");
    }

    private String rulesWithHandles() {
        return docker.host.program("nft", "-s", "-a", "list", "ruleset");
    }
}
