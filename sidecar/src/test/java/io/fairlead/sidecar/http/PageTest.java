package io.fairlead.sidecar.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.sidecar.Bulletin;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PageTest {
    private final Bulletin bulletin = new Bulletin();

    @Test
    void isAliveWhileTheLoopGoesRound() {
        assertThat(page("GET", "/healthz?x=1", 0).code()).isEqualTo(200);
    }

    @Test
    void isNotAliveWhenTheLoopStandsStill() {
        Page page = page("GET", "/healthz", 4);
        assertThat(page.code()).isEqualTo(503);
        assertThat(page.body()).isEqualTo("the loop has stood still for 4000 ms\n");
        assertThat(page("GET", "/readyz", 4).code()).isEqualTo(503);
    }

    @Test
    void isNotReadyBeforeTheLoopHasSaidSo() {
        Page page = page("GET", "/readyz", 0);
        assertThat(page.code()).isEqualTo(503);
        assertThat(page.body()).startsWith("not ready, starting");
    }

    @Test
    void otherPagesAndMethodsAreRefused() {
        assertThat(page("GET", "/", 0).code()).isEqualTo(404);
        assertThat(page("POST", "/metrics", 0).code()).isEqualTo(405);
    }

    @Test
    void labelsAreEscaped() {
        assertThat(new MetricsText().metric("m", "gauge", "Help.").sample(1, "a", "x\"\\\n"))
                .hasToString("# HELP m Help.\n# TYPE m gauge\nm{a=\"x\\\"\\\\\\n\"} 1\n");
    }

    private Page page(String method, String target, int secondsLater) {
        return Page.of(
                method,
                target,
                bulletin,
                bulletin.lastTurnNanos() + Duration.ofSeconds(secondsLater).toNanos());
    }
}
