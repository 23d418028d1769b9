package io.fairlead.agent.failover;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.director.Director;
import io.fairlead.core.director.DirectorConfig;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    @Test
    void goesAllTheWayToThePromotion() {
        assertThat(Rehearsal.play(new Director(DirectorConfig.DEFAULT), 1)).isEqualTo(1);
    }
}
