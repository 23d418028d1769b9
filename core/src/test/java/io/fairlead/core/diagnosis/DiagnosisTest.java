package io.fairlead.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpPrefix;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the engine and the agent say, and settings that no test may change on a real kernel. */
class DiagnosisTest {
    private final Scene scene = new Scene();

    @Test
    void nothingIsFoundWhereAllIsWell() {
        assertThat(Diagnosis.of(scene.facts())).isEmpty();
    }

    @Test
    void vipThatTheEngineMayHandOutIsNotReserved() {
        scene.range = Optional.empty();
        assertThat(scene.found()).containsExactly(Pitfall.VIP_NOT_RESERVED);

        scene.auxiliary = Map.of("vip", Scene.VIP);
        assertThat(scene.found()).isEmpty();
    }

    @Test
    void publishedPortTakesTheLanVipsConnectionsAndIsNamedWithItsContainer() {
        scene.others.add(Scene.publishing("web", 80));
        assertThat(scene.found()).as("where the agent's rules come first").isEmpty();
        scene.agent = new Facts.Agent("", false, false, false, List.of(), List.of());

        Finding finding = Diagnosis.of(scene.facts()).getFirst();
        assertThat(finding.pitfall()).isEqualTo(Pitfall.PORT_PUBLISHED);
        assertThat(finding.seen()).contains("container web publishes port 80/tcp");
        assertThat(finding.canBeFixed()).isFalse();
    }

    @Test
    void wrongLabelsAreToldAsSuch() {
        scene.labels.put("io.fairlead.lan-vpi", "192.168.1.7");
        assertThat(scene.found()).containsOnly(Pitfall.LABELS_WRONG);
    }

    @Test
    void lanVipThatIsTheHostsOwnAddressWasPutThereByHand() {
        scene.interfaces.set(
                0,
                new io.fairlead.core.model.HostInterface(
                        "lan0", List.of(IpPrefix.parse("192.168.1.1/24"), IpPrefix.parse("192.168.1.156/24"))));
        assertThat(scene.found()).containsExactly(Pitfall.LAN_VIP_BY_HAND);
    }

    @Test
    void engineThatDoesNotAnswerIsAllThatIsSaidOfIt() {
        scene.engine = new Facts.Engine("no answer", "");
        assertThat(scene.found()).containsExactly(Pitfall.ENGINE_SILENT);
    }

    @Test
    void versionsOfTheApiThatNobodyTriedAreTold() {
        scene.engine = new Facts.Engine("", "1.47");
        assertThat(scene.found()).containsExactly(Pitfall.ENGINE_VERSION);
        scene.engine = new Facts.Engine("", "1.44");
        assertThat(scene.found()).isEmpty();
    }

    @Test
    void containersThatStartLaterThanNowSayThatTheClockIsBehind() {
        scene.started = Scene.NOW.plusSeconds(3600);
        assertThat(scene.found()).containsExactly(Pitfall.CLOCK_BEHIND);
    }

    @Test
    void overlayCarriesNoMulticast() {
        scene.driver = "overlay";
        assertThat(scene.found()).containsExactly(Pitfall.NO_MULTICAST);
    }

    @Test
    void silentAgentMattersOnlyWhereThereIsALanVip() {
        scene.agent = Facts.Agent.silent("nobody listens");
        assertThat(scene.found()).containsExactly(Pitfall.AGENT_SILENT);

        scene.labels.keySet().removeIf(label -> !label.equals("io.fairlead.vip"));
        assertThat(scene.found()).isEmpty();
    }

    @Test
    void memberThatTheAgentCannotSpeakToIsNamed() {
        scene.agent = new Facts.Agent("", false, false, true, List.of("h2"), List.of());
        assertThat(scene.found()).containsExactly(Pitfall.CHANNEL_MISSING);
        assertThat(Diagnosis.of(scene.facts()).getFirst().where()).isEqualTo("container h2");
    }

    @Test
    void agentsProblemIsToldWhereNothingElseIsFound() {
        scene.agent = new Facts.Agent("", false, false, true, List.of(), List.of("no NAT rules"));
        assertThat(scene.found()).containsExactly(Pitfall.AGENT_COMPLAINS);

        scene.sysctls.put("net.ipv4.ip_forward", "0");
        assertThat(scene.found()).containsExactly(Pitfall.IP_FORWARD_OFF);
    }

    @Test
    void missingIpvsMattersOnlyWhereNothingElseIsAllowed() {
        scene.ipvs = new Facts.Ipvs(false, false, false);
        assertThat(scene.found()).isEmpty();
        scene.ipvs = new Facts.Ipvs(false, true, false);
        assertThat(scene.found()).containsExactly(Pitfall.IP_VS_MISSING);
    }

    @Test
    void settingsOfIpvsAreToldOneByOneWhileItForwards() {
        scene.sysctls.put("net.ipv4.vs.conntrack", "0");
        scene.sysctls.put("net.ipv4.vs.expire_nodest_conn", "1");
        Finding finding = Diagnosis.of(scene.facts()).getFirst();
        assertThat(finding.pitfall()).isEqualTo(Pitfall.IP_VS_SETTING);
        assertThat(finding.canBeFixed()).isTrue();
        assertThat(finding.mend().getFirst().command()).isEqualTo("sysctl -w net.ipv4.vs.conntrack=1");

        scene.ipvs = new Facts.Ipvs(true, false, false);
        assertThat(scene.found()).isEmpty();
    }

    @Test
    void fullTableOfConnectionsIsTold() {
        scene.sysctls.put("net.netfilter.nf_conntrack_max", "262144");
        scene.sysctls.put("net.netfilter.nf_conntrack_count", "262000");
        assertThat(scene.found()).containsExactly(Pitfall.CONNTRACK_FULL);
        scene.sysctls.put("net.netfilter.nf_conntrack_count", "1000");
        assertThat(scene.found()).isEmpty();
    }

    @Test
    void everyFindingSaysWhatToDo() {
        for (Pitfall pitfall : Pitfall.values()) {
            assertThat(pitfall.id()).matches("[a-z0-9-]+").hasSizeLessThanOrEqualTo(24);
            assertThat(pitfall.words()).endsWith(".");
        }
    }
}
