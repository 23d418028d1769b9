package io.fairlead.tests.ipvs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.forwarding.ForwardingSettings;
import io.fairlead.agent.forwarding.ForwardingSettings.Preference;
import io.fairlead.agent.forwarding.ForwardingStatus;
import io.fairlead.core.diagnosis.Finding;
import io.fairlead.core.diagnosis.Pitfall;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.tests.reach.Client;
import io.fairlead.tests.reach.ReachPage;
import io.fairlead.tests.reach.Reachability;
import io.fairlead.tests.reach.Reachability.Cell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients everywhere reach both LAN VIPs through IPVS, and through legacy iptables alone in a kernel that has neither ip_vs nor
 * nf_tables for IPv4; or the doctor says why not.
 */
@Tag("ipvs")
class IpvsReachabilityTest {
    @TempDir
    private Path folder;

    private final Cleanup cleanup = new Cleanup();
    private ReachHost host;
    private RecordedHost recorded;

    @BeforeEach
    void raise() throws Exception {
        host = cleanup.keep("host", new ReachHost());
        host.docker.dockersRules("iptables-legacy", "docker-20.10.rules");
        host.docker.filterBridged(true);
        recorded = cleanup.keep("recorded", new RecordedHost(host.docker, folder));
    }

    @AfterEach
    void close() {
        host.docker.host.program("ipvsadm", "-C");
        cleanup.close();
    }

    private ForwardingStatus forward(Preference preference) {
        Forwarder agent = cleanup.keep(
                "forwarder",
                new Forwarder(
                        host.docker.host,
                        new ForwardingSettings(preference, true, true, folder.resolve("forwarding.json"))));
        return agent.apply(ReachHost.services());
    }

    @Test
    void everyClientIsServedByIpvsOrTheDoctorSaysWhyNot() throws Exception {
        List<String> chapter = new ArrayList<>();
        ForwardingStatus status = forward(Preference.AUTO);
        assertThat(status.problems()).isEmpty();
        assertThat(status.mode()).isEqualTo(ForwardingStatus.Mode.IPVS);
        assertThat(status.rules()).startsWith("legacy iptables, for nft's are refused: Error: ");
        chapter.add(whole("Nothing else on the host", "ipvs"));

        host.publish();
        recorded.publisher();
        chapter.add(whole("A container publishes the same ports on every address", "ipvs"));

        host.docker.dockersRules("iptables-legacy", "firewalld-1.3-iptables.rules");
        host.docker.dockersRules("ip6tables-legacy", "firewalld-1.3-ip6tables.rules");
        forward(Preference.AUTO);
        chapter.add(explained(
                "firewalld runs, and a container publishes the same ports on every address", Pitfall.FIREWALLD_CLOSED));
        ReachPage.assertChapter("By IPVS", chapter);
    }

    @Test
    void everyClientIsServedByLegacyIptablesAlone() throws Exception {
        ForwardingStatus status = forward(Preference.NFTABLES);
        assertThat(status.problems()).isEmpty();
        assertThat(status.mode()).isEqualTo(ForwardingStatus.Mode.IPTABLES);
        assertThat(status.rules()).startsWith("legacy iptables, for nft's are refused: Error: ");
        List<String> chapter = new ArrayList<>();
        chapter.add(whole("Nothing else on the host", "iptables"));

        host.publish();
        chapter.add(whole("A container publishes the same ports on every address", "iptables"));
        ReachPage.assertChapter("By legacy iptables, without ip_vs and nf_tables", chapter);
    }

    /** A table in which everybody is served, and clients of the LAN keep their address. */
    private String whole(String condition, String mode) throws Exception {
        Reachability seen = look(condition);
        assertThat(seen.failures()).as(condition).isEmpty();
        assertThat(recorded.findings(mode)).extracting(Finding::pitfall).isEmpty();
        return seen.text("");
    }

    private Reachability look(String condition) throws Exception {
        Reachability seen = Reachability.of(condition, host.clients, ReachHost.calls());
        for (Client client : host.clients) {
            if (client.onLan()) {
                assertThat(seen.of(client)).as(client.words()).doesNotContain(Cell.HOST);
            }
        }
        return seen;
    }

    /** A table with holes, and the doctor who names their cause. */
    private String explained(String condition, Pitfall cause) throws Exception {
        Reachability seen = look(condition);
        assertThat(seen.failures()).as(condition).isNotEmpty();
        assertThat(recorded.findings("ipvs"))
                .extracting(Finding::pitfall)
                .isNotEmpty()
                .containsOnly(cause);
        return seen.text("`fairlead doctor` says `" + cause.id() + "`");
    }
}
