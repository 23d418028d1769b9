package io.fairlead.agent.failover;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {
    private static final long MILLI = 1_000_000;

    private final Heartbeats heartbeats = new Heartbeats(Duration.ofMillis(250));
    private final List<String> told = new ArrayList<>();

    private void fire(long millis) {
        heartbeats.fire(millis * MILLI, (member, missing) -> told.add(member + (missing ? " missing" : " back")));
    }

    @Test
    void oneLateHeartbeatIsNothing() {
        heartbeats.heard("h1", 0);
        fire(499);
        assertThat(told).isEmpty();
        assertThat(heartbeats.deadlineNanos()).isEqualTo(500 * MILLI);
    }

    @Test
    void twoMissedHeartbeatsAreToldOnce() {
        heartbeats.heard("h1", 0);
        fire(500);
        fire(600);
        assertThat(told).containsExactly("h1 missing");
        assertThat(heartbeats.deadlineNanos()).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void whoSpeaksAgainIsBack() {
        heartbeats.heard("h1", 0);
        fire(500);
        heartbeats.heard("h1", 700 * MILLI);
        fire(701);
        assertThat(told).containsExactly("h1 missing", "h1 back");
    }

    @Test
    void whoIsGoneIsNotMissing() {
        heartbeats.heard("h1", 0);
        heartbeats.ended("h1");
        fire(10_000);
        assertThat(told).isEmpty();
    }
}
