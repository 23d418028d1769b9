package io.fairlead.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.status.StatusReport.ActiveReport;
import io.fairlead.agent.status.StatusReport.ServiceReport;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusTableTest {
    private static final Instant NOW = Instant.parse(Reports.AS_OF).plusMillis(300);

    @Test
    void tableSaysWhoHoldsWhatAndHowItIsForwarded() {
        assertThat(StatusTable.of(Reports.good(), NOW))
                .containsExactly(
                        "Fairlead    0.1.0, as of 0.3 s ago",
                        "Engine      Docker Engine 26.1, API 1.44",
                        "Forwarding  ipvs: the kernel has ip_vs",
                        "Rules       nftables",
                        "IPVS        sync master on eth1, id 7; timeout tcp 7200 s",
                        "",
                        "shop",
                        "  LAN VIP        192.168.156.156/32 on eth0, VRID 156: active",
                        "    80/tcp       → 172.18.0.201:8080     rr    in place",
                        "  Container VIP  172.18.0.201 on shop_default: held by h2 (172.18.0.8), heard",
                        "                 0.1 s ago",
                        "    h1           exited",
                        "    h2           running     172.18.0.8",
                        "");
    }

    @Test
    void noLineIsLongerThan80Columns() {
        ServiceReport service = Reports.service(false);
        ServiceReport silent = new ServiceReport(
                "a-name-that-a-compose-project-may-well-have",
                service.vip(),
                "a-name-that-a-compose-project-may-well-have_default",
                service.bridge(),
                new ActiveReport("", "", -1, "nobody advertises it on br-0123456789ab"),
                service.lan(),
                service.members());
        StatusReport report = Reports.of(List.of(silent), List.of("container h3, label ".repeat(20)));
        assertThat(StatusTable.of(report, NOW))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void portThatIsNotForwardedIsLoud() {
        assertThat(StatusTable.of(Reports.of(List.of(Reports.service(false)), List.of()), NOW))
                .anySatisfy(line -> assertThat(line).endsWith("NOT FORWARDED"));
    }

    @Test
    void checksSayWhatTheyFound() {
        assertThat(StatusTable.of(Reports.checked(), NOW))
                .containsSubsequence(
                        "Checks      2, of which 0 are well",
                        "    172.18.0.201:8080     https    healthy   status 200, weight 50 %; its",
                        "                          certificate ends in 3 days",
                        "    172.18.0.202:8080     http     unhealthy answers with status 503, not",
                        "                          200-399");
    }

    @Test
    void whomTheGuardRefusedIsNamed() {
        assertThat(String.join(" ", StatusTable.of(Reports.refused(), NOW)))
                .contains("12 packets of VRRP or ARP refused from stranger (veth7)");
    }

    @Test
    void whoIsGivenUpIsLoudAndHowLongTheEngineIsAway() {
        assertThat(String.join(" ", StatusTable.of(Reports.givenUp(), NOW)))
                .contains("Engine      does not answer for 12.0 s: Connection refused")
                .contains("h1 GIVEN UP: ended with exit code 1; given up; the latest attempt");
    }

    @Test
    void oldReportIsCalledStale() {
        assertThat(StatusTable.of(Reports.good(), NOW.plusSeconds(10)).getFirst())
                .isEqualTo("Fairlead    0.1.0, as of 10.3 s ago: STALE, the agent hangs or the clocks differ");
    }

    @Test
    void hostWithoutServicesSaysWhatIsMissing() {
        assertThat(StatusTable.of(Reports.of(List.of(), List.of()), NOW))
                .contains("No container has labels of Fairlead (io.fairlead.vip=…).");
    }
}
