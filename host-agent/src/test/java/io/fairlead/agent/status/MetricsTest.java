package io.fairlead.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {
    private static String metrics() {
        return Metrics.of(new Published(Reports.good(), System.nanoTime()));
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
    void everyLineIsACommentOrASample() {
        assertThat(metrics().lines())
                .allMatch(line -> line.matches("# (HELP|TYPE) fairlead_[a-z_]+ .+")
                        || line.matches("fairlead_[a-z_]+(\\{([a-z]+=\"[^\"]*\",?)+})? [0-9.]+"));
    }
}
