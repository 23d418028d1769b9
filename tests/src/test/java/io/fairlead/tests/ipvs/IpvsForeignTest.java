package io.fairlead.tests.ipvs;

import static io.fairlead.tests.ipvs.Forwarder.tcp;
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
    private Forwarder agent;

    @BeforeEach
    void setUp() {
        docker = new DockerHost();
        docker.dockersRules("iptables-legacy", "docker-20.10.rules");
        docker.host.run(() -> Command.of("ipvsadm", "-R").input(FOREIGN).check());
        agent = new Forwarder(docker.host, Forwarder.settings(folder));
    }

    @AfterEach
    void tearDown() {
        agent.close();
        docker.host.program("ipvsadm", "-C");
        docker.close();
    }

    private String services() {
        List<String> ours = List.of(" 192.168.156.156:8080 ", " 192.168.156.156:3306 ", " 192.168.156.156:443 ");
        return docker.host
                .program("ipvsadm", "-Sn")
                .lines()
                .filter(line -> ours.stream().noneMatch((line + " ")::contains))
                .collect(Collectors.joining("\n"));
    }

    private String rules() {
        return List.of("nat", "filter").stream()
                .map(table -> docker.host.program("iptables-legacy", "-t", table, "-S"))
                .flatMap(String::lines)
                .filter(line -> !line.contains("FAIRLEAD"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void foreignEntriesAndRulesAreUntouchedFromStartToUninstall() {
        String services = services();
        String rules = rules();
        assertThat(services.lines()).hasSize(6);
        List<Runnable> life = List.of(
                () -> agent.apply(tcp(8080), tcp(3306)),
                // A reload, and the check that comes every few seconds.
                () -> agent.apply(tcp(3306), tcp(443)),
                () -> agent.apply(tcp(3306), tcp(443)),
                // Killed, and started again.
                agent::restarted,
                () -> agent.apply(tcp(3306), tcp(443)),
                // Released, as before it is uninstalled.
                () -> agent.apply());
        for (Runnable step : life) {
            step.run();
            assertThat(services()).isEqualTo(services);
            assertThat(rules()).isEqualTo(rules);
        }
        assertThat(docker.host.program("ipvsadm", "-Sn").lines()).hasSize(6);
        assertThat(docker.host.program("iptables-legacy", "-t", "nat", "-S")).doesNotContain("FAIRLEAD");
    }
}
