package io.fairlead.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A thousand histories; {@code -Dfairlead.seed=N} lives one of them. */
@Tag("simulation")
class SimulationTest {
    private static final long SEEDS = Long.getLong("fairlead.seeds", 1000);

    @Test
    void everyHistoryEndsWithOneActiveRouterThatHoldsTheAddress() {
        Long only = Long.getLong("fairlead.seed");
        LongStream seeds = only == null ? LongStream.range(0, SEEDS) : LongStream.of(only);
        seeds.forEach(seed -> {
            if (Seeds.violation(seed, Rules.REAL).isPresent()) {
                fail(Seeds.story(seed, Rules.REAL));
            }
        });
    }

    @Test
    void addressIsTakenOnceWhereNothingGoesWrong() {
        for (long seed = 0; seed < 200; seed++) {
            Simulation simulation = new Simulation(seed, Rules.REAL, false);
            simulation.runCalmly();
            assertThat(simulation.takeovers()).as("takeovers of seed %d", seed).isPositive();
        }
    }

    @Test
    void twoThatBothBeginAsActiveEndWithOne() {
        for (long seed = 0; seed < 200; seed++) {
            Simulation simulation = new Simulation(seed, Rules.REAL, false);
            simulation.runWithAllSureOfThemselves();
            assertThat(simulation.takeovers()).as("takeovers of seed %d", seed).isGreaterThan(1);
        }
    }

    @Test
    void sameSeedIsTheSameHistory() {
        for (long seed = 0; seed < 20; seed++) {
            assertThat(history(seed)).isEqualTo(history(seed)).hasSizeGreaterThan(5);
        }
    }

    @Test
    void otherSeedsAreOtherHistories() {
        assertThat(history(1)).isNotEqualTo(history(2));
    }

    private static List<String> history(long seed) {
        Simulation simulation = new Simulation(seed, Rules.REAL, true);
        simulation.run();
        return simulation.world().trace();
    }
}
