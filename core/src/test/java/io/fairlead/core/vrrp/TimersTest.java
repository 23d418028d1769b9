package io.fairlead.core.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TimersTest {
    @Test
    void version3SkewIsAPartOfTheActiveRoutersInterval() {
        assertThat(Timers.skewNanos(Version.V3, 100, 10)).isEqualTo(60_937_500);
        assertThat(Timers.skewNanos(Version.V3, 254, 10)).isEqualTo(781_250);
        assertThat(Timers.skewNanos(Version.V3, 1, 4095)).isEqualTo(40_790_039_062L);
    }

    @Test
    void version2SkewIsAPartOfASecondWhateverTheInterval() {
        assertThat(Timers.skewNanos(Version.V2, 100, 100)).isEqualTo(609_375_000);
        assertThat(Timers.skewNanos(Version.V2, 100, 25_500)).isEqualTo(609_375_000);
    }

    @Test
    void activeDownIsThreeIntervalsAndTheSkew() {
        assertThat(Timers.activeDownNanos(Version.V3, 100, 10)).isEqualTo(360_937_500);
        assertThat(Timers.activeDownNanos(Version.V2, 100, 100)).isEqualTo(3_609_375_000L);
    }

    @Test
    void higherPrioritiesWaitLess() {
        for (int priority = 1; priority < 255; priority++) {
            assertThat(Timers.activeDownNanos(Version.V3, priority + 1, 1))
                    .isLessThan(Timers.activeDownNanos(Version.V3, priority, 1));
        }
    }

    @Test
    void noPriorityTakesOverEarlierThanTheEarliestTakeover() {
        VirtualRouterConfig config = new RouterJson(JsonNodeFactory.instance.objectNode()).config();
        assertThat(Timers.earliestTakeover(config)).isEqualTo(Duration.ofMillis(300));
        assertThat(Timers.activeDownNanos(Version.V3, 255, 10))
                .isGreaterThan(Timers.earliestTakeover(config).toNanos());
    }
}
