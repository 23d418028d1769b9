package io.fairlead.tests.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As {@link IpvsForeignTest}, with rules alone: nftables' own, and those of both forms of iptables. */
@Tag("kernel")
class NftForeignTest {
    @TempDir
    private Path folder;

    private DockerHost docker;
    private AgentLives agent;

    @BeforeEach
    void setUp() {
        docker = new DockerHost();
        docker.dockersRules("iptables-nft", "docker-20.10.rules");
        docker.dockersRules("iptables-legacy", "docker-28.rules");
        docker.host.program(
                "nft",
                "add table inet others; add set inet others seen { type ipv4_addr; };"
                        + " add chain inet others forward { type filter hook forward priority 10; };"
                        + " add rule inet others forward ip saddr @seen counter drop;"
                        + " add table ip nat2; add chain ip nat2 post { type nat hook postrouting priority 90; }");
        agent = new AgentLives(docker.host, folder, "forwarding.mode = nftables");
    }

    @AfterEach
    void tearDown() {
        agent.close();
        docker.close();
    }

    private String withoutOurs(String... command) {
        return docker.host
                .program(command)
                .lines()
                .filter(line -> !line.contains("FAIRLEAD"))
                .collect(Collectors.joining("\n"));
    }

    private String foreign() {
        return withoutOurs("iptables-nft", "-t", "nat", "-S")
                + withoutOurs("iptables-nft", "-S")
                + withoutOurs("iptables-legacy", "-t", "nat", "-S")
                + withoutOurs("iptables-legacy", "-S")
                + docker.host.program("nft", "list", "table", "inet", "others")
                + docker.host.program("nft", "list", "table", "ip", "nat2");
    }

    private String everything() {
        return docker.host.program("nft", "-s", "list", "ruleset")
                + docker.host.program("iptables-legacy", "-t", "nat", "-S")
                + docker.host.program("iptables-legacy", "-S")
                + docker.host.program("ip", "-o", "-4", "address");
    }

    @Test
    void foreignRulesAreUntouchedFromStartToUninstall() {
        String foreign = foreign();
        String everything = everything();
        List<Runnable> life = List.of(
                () -> agent.start(8080, 3306),
                () -> agent.wish(3306, 443),
                () -> agent.wish(3306, 443),
                agent::kill,
                () -> agent.start(3306, 443),
                agent::stop);
        for (Runnable step : life) {
            step.run();
            assertThat(foreign()).isEqualTo(foreign);
        }
        assertThat(everything()).contains("table ip fairlead", "FAIRLEAD-FORWARD", "192.168.156.200/32");

        assertThat(agent.clean().left()).isEmpty();

        assertThat(everything()).isEqualTo(everything);
        assertThat(agent.belongings()).isEmpty();
        assertThat(agent.clean().done()).isEmpty();
    }
}
