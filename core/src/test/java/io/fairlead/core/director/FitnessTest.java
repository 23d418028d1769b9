package io.fairlead.core.director;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.channel.Role;
import io.fairlead.core.health.Verdict;
import org.junit.jupiter.api.Test;

class FitnessTest {
    private final Stage stage = Stage.served("h1", "h2");

    private Fitness ofH2() {
        return stage.fitness().get("h2");
    }

    @Test
    void memberThatStopsLeavesFromItsFirstWordOfThatUntilItIsDead() {
        stage.resigns("h2", true);
        assertThat(ofH2()).isEqualTo(Fitness.LEAVES);

        stage.hears(new DirectorEvent.Disconnected("h2"));
        assertThat(ofH2()).as("its process still ends").isEqualTo(Fitness.LEAVES);

        stage.hears(new DirectorEvent.ContainerDied("h2"));
        assertThat(ofH2()).isEqualTo(Fitness.GONE);
    }

    @Test
    void memberThatHasStoppedServesAgainWhenItIsBack() {
        stage.resigns("h2", true);
        stage.hears(new DirectorEvent.Disconnected("h2"));
        stage.hears(new DirectorEvent.Connected("h2"));
        assertThat(ofH2()).isEqualTo(Fitness.SERVES);
    }

    @Test
    void memberWhoseSidecarIsOnlyOutOfReachGoesOnServing() {
        stage.hears(new DirectorEvent.Disconnected("h2"));
        assertThat(ofH2()).isEqualTo(Fitness.SERVES);
    }

    @Test
    void frozenOrUnhealthyMembersHaveFailed() {
        stage.hears(new DirectorEvent.Frozen("h2"));
        assertThat(ofH2()).isEqualTo(Fitness.FAILED);
        stage.hears(new DirectorEvent.Thawed("h2"));
        stage.reports("h2", Role.INITIALIZE, Verdict.UNHEALTHY, 100, false);
        assertThat(ofH2()).isEqualTo(Fitness.FAILED);
    }
}
