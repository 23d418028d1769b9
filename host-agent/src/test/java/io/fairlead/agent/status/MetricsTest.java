package io.fairlead.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.channel.ChannelCounters;
import io.fairlead.agent.lan.LanRouter;
import io.fairlead.agent.lan.RouterReport;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.ChecksumForm;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.Reception;
import io.fairlead.linux.vrrp.Lateness;
import io.fairlead.linux.vrrp.RouterCounters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MetricsTest {
    private static final RouterReport ROUTER = new RouterReport(
            new LanRouter(IpPrefix.parse("192.168.156.156/32"), OptionalInt.of(156), "eth0"),
            RouterReport.State.ACTIVE,
            Optional.empty(),
            Optional.of(new RouterCounters(
                    7,
                    Map.of(ChecksumForm.PSEUDO_HEADER, 3L),
                    Map.of(Reception.Reason.CHECKSUM, 2L),
                    0,
                    5,
                    2,
                    Map.of(Notice.Kind.DUPLICATE_CLAIM, 1L),
                    new Lateness(List.of(), 0, 4_000_000))));

    private static String metrics() {
        return Metrics.of(new Published(
                Reports.good(),
                List.of(ROUTER),
                new ChannelCounters(2, 3, 40, Map.of("no_container", 5L)),
                System.nanoTime()));
    }

    @Test
    void stateIsOneOfItsLabels() {
        assertThat(metrics())
                .contains("fairlead_lan_state{address=\"192.168.156.156/32\",service=\"shop\",state=\"active\"} 1\n")
                .contains("fairlead_lan_state{address=\"192.168.156.156/32\",service=\"shop\",state=\"backup\"} 0\n")
                .contains("fairlead_forwarding_mode{mode=\"ipvs\"} 1\n")
                .contains("fairlead_service_members{service=\"shop\",state=\"exited\"} 1\n")
                .contains("fairlead_service_vip_held{container=\"h2\",service=\"shop\",vip=\"172.18.0.201\"} 1\n")
                .contains("fairlead_lan_port_in_place{address=\"192.168.156.156/32\",port=\"80\",protocol=\"tcp\","
                        + "service=\"shop\"} 1\n");
    }

    @Test
    void whatTheGuardRefusedIsCountedByContainer() {
        assertThat(Metrics.of(new Published(
                        Reports.refused(), List.of(), new ChannelCounters(0, 0, 0, Map.of()), System.nanoTime())))
                .contains("fairlead_guard_on 1\n")
                .contains("fairlead_guard_dropped_packets_total{container=\"stranger\",port=\"veth7\"} 12\n");
    }

    @Test
    void checksAreCountedByServer() {
        String labels = "{check=\"http\",server=\"172.18.0.202:8080\",service=\"shop\"}";
        assertThat(Metrics.of(new Published(
                        Reports.checked(), List.of(), new ChannelCounters(0, 0, 0, Map.of()), System.nanoTime())))
                .contains("fairlead_check_healthy" + labels + " 0\n")
                .contains("fairlead_check_failures_total" + labels + " 3\n")
                .contains("fairlead_check_duration_seconds" + labels + " 4.0E-4\n")
                .contains("fairlead_check_warning{check=\"https\",server=\"172.18.0.201:8080\",service=\"shop\"} 1\n")
                .contains("fairlead_check_lateness_seconds_bucket{le=\"+Inf\"} 0\n");
        assertThat(metrics()).doesNotContain("fairlead_check");
    }

    @Test
    void restartsAreCountedByContainer() {
        assertThat(Metrics.of(new Published(
                        Reports.givenUp(), List.of(), new ChannelCounters(0, 0, 0, Map.of()), System.nanoTime())))
                .contains("fairlead_restart_attempts_total{container=\"h1\",service=\"shop\"} 7\n")
                .contains("fairlead_restart_given_up{container=\"h1\",service=\"shop\"} 1\n");
    }

    @Test
    void whatTheRoutersCountedIsThere() {
        String labels = "interface=\"eth0\"";
        assertThat(metrics())
                .contains("fairlead_vrrp_advertisements_sent_total{family=\"ipv4\"," + labels + ",vrid=\"156\"} 7\n")
                .contains("fairlead_vrrp_advertisements_received_total{checksum=\"pseudo_header\",family=\"ipv4\","
                        + labels + ",vrid=\"156\"} 3\n")
                .contains("fairlead_vrrp_rejected_total{family=\"ipv4\"," + labels
                        + ",reason=\"checksum\",vrid=\"156\"} 2\n")
                .contains("fairlead_vrrp_notices_total{family=\"ipv4\"," + labels
                        + ",kind=\"duplicate_claim\",vrid=\"156\"} 1\n")
                .contains("fairlead_vrrp_timer_worst_lateness_seconds{family=\"ipv4\"," + labels
                        + ",vrid=\"156\"} 0.004\n");
    }

    @Test
    void whatTheChannelRefusedIsThereByReason() {
        assertThat(metrics())
                .contains("fairlead_channel_sidecars 2\n")
                .contains("fairlead_channel_refused_total{reason=\"no_container\"} 5\n");
    }

    @Test
    void everyLineIsACommentOrASample() {
        assertThat(metrics().lines())
                .allMatch(line -> line.matches("# (HELP|TYPE) fairlead_[a-z_]+ .+")
                        || line.matches("fairlead_[a-z_]+(\\{([a-z]+=\"[^\"]*\",?)+})? [0-9.]+"));
    }
}
