package io.fairlead.tests.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.lab.run.Command;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others have in IPVS and in the packet filter is byte for byte the same through the agent's whole life. */
@Tag("ipvs")
class IpvsForeignTest {
    private static final String FOREIGN = """
            -A -t 192.168.156.156:22 -s wlc -p 77 -M 255.255.0.0
            -a -t 192.168.156.156:22 -r 172.18.0.9:22 -m -w 7 -x 9 -y 8
            -A -u 192.168.156.10:53 -s sh -o -b sh-port
            -a -u 192.168.156.10:53 -r 172.18.0.9:53 -g -w 1
            -A -f 99 -s mh
            -a -f 99 -r 172.18.0.201:0 -i -w 3
            """;

    @TempDir
    private Path folder;

    private DockerHost docker;
    private AgentLives agent;

    @BeforeEach
    void setUp() {
        docker = new DockerHost();
        docker.dockersRules("iptables-legacy", "docker-20.10.rules");
        docker.host.run(() -> Command.of("ipvsadm", "-R").input(FOREIGN).check());
        docker.host.program("ipvsadm", "--start-daemon", "backup", "--mcast-interface", "br1", "--syncid", "3");
        agent = new AgentLives(
                docker.host, folder, "forwarding { timeouts.udp = 77 s, sync { interface = eth0, id = 5 } }");
    }

    @AfterEach
    void tearDown() {
        agent.close();
        docker.host.program("ipvsadm", "-C");
        docker.host.program("ipvsadm", "--stop-daemon", "backup");
        docker.close();
    }

    private static String without(List<String> ours, String text) {
        return text.lines()
                .filter(line -> ours.stream().noneMatch((line + " ")::contains))
                .collect(Collectors.joining("\n"));
    }

    private String services() {
        return without(
                List.of(" 192.168.156.156:8080 ", " 192.168.156.156:3306 ", " 192.168.156.156:443 "),
                docker.host.program("ipvsadm", "-Sn"));
    }

    private String rules() {
        return List.of("nat", "filter", "mangle").stream()
                .map(table -> without(List.of("FAIRLEAD"), docker.host.program("iptables-legacy", "-t", table, "-S")))
                .collect(Collectors.joining("\n"));
    }

    private String addresses() {
        // Those of the links come by themselves, a moment after the interface.
        return docker.host
                .program("ip", "-o", "address", "show", "scope", "global")
                .replaceAll("valid_lft.*", "");
    }

    private String foreign() {
        return services()
                + rules()
                + without(List.of(ForwardingProcess.HELD.toString()), addresses())
                + without(List.of("master"), docker.host.program("ipvsadm", "-l", "--daemon"));
    }

    /** All of it, and what the kernel has once for all. */
    private String everything() {
        return docker.host.program("ipvsadm", "-Sn")
                + docker.host.program("ipvsadm", "-l", "--daemon")
                + docker.host.program("ipvsadm", "-l", "--timeout")
                + docker.host.program("sysctl", "-a", "--pattern", "^net.ipv4.vs")
                + docker.host.program("iptables-legacy", "-t", "nat", "-S")
                + docker.host.program("iptables-legacy", "-S")
                + docker.host.program("iptables-legacy", "-t", "mangle", "-S")
                + docker.host.program("ipvsadm", "-Ln", "--thresholds")
                + addresses();
    }

    @Test
    void foreignEntriesAndRulesAreUntouchedFromStartToUninstall() {
        String foreign = foreign();
        String everything = everything();
        assertThat(services().lines()).hasSize(6);
        List<Runnable> life = List.of(
                () -> agent.start(8080, 3306),
                // A reload, and the look that comes every few seconds.
                () -> agent.wish(3306, 443),
                () -> agent.wish(3306, 443),
                agent::kill,
                () -> agent.start(3306, 443),
                agent::stop);
        for (Runnable step : life) {
            step.run();
            assertThat(foreign()).isEqualTo(foreign);
        }
        assertThat(everything()).isNotEqualTo(everything);
        assertThat(agent.belongings())
                .contains(
                        "address 192.168.156.200/32 on eth0",
                        "IPVS service TCP 192.168.156.156:443",
                        "IPVS sync daemon master on eth0, id 5",
                        "setting ip_vs timeout udp = 77, was 300",
                        "setting net.ipv4.vs.conntrack = 1, was 0");

        assertThat(agent.clean().left()).isEmpty();

        assertThat(everything()).isEqualTo(everything);
        assertThat(agent.belongings()).isEmpty();
    }
}
