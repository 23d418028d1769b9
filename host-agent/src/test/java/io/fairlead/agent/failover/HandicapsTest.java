package io.fairlead.agent.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.channel.AgentMessage.Handicapped;
import io.fairlead.core.health.Handicap;
import io.fairlead.core.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandicapsTest {
    private static final IpAddress VIP = IpAddress.parse("172.18.0.201");

    private final List<String> told = new ArrayList<>();
    private final Handicaps handicaps = new Handicaps(new FakeChannel(told));

    private static Handicapped by(int points) {
        return new Handicapped(VIP, new Handicap(points, points == 0 ? "" : "its check says no"));
    }

    @Test
    void changesAreToldOnceAndNobodyIsToldThatNothingIsNew() {
        handicaps.bring(Map.of("h1", by(0), "h2", by(0)));
        assertThat(told).isEmpty();
        handicaps.bring(Map.of("h1", by(Handicap.FAULT), "h2", by(0)));
        handicaps.bring(Map.of("h1", by(Handicap.FAULT), "h2", by(0)));
        assertThat(told).containsExactly("Handicapped to h1");
        told.clear();
        handicaps.bring(Map.of("h2", by(0)));
        assertThat(told).as("h1 is not checked any more").containsExactly("Handicapped to h1");
    }

    @Test
    void whoConnectsIsToldWhatSpeaksAgainstIt() {
        handicaps.bring(Map.of("h1", by(50), "h2", by(0)));
        told.clear();
        handicaps.connected("h1");
        handicaps.connected("h2");
        handicaps.connected("h3");
        assertThat(told).containsExactly("Handicapped to h1");
    }
}
