package io.fairlead.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/** The director among members that die, freeze and fall silent; {@code -Dfairlead.seeds=N} lives more histories. */
@Tag("simulation")
class AgentSimulationTest {
    private static final long SEEDS = Long.getLong("fairlead.seeds", 1000);
    private static final long SAY_EVERY = 1000;

    @Test
    void nobodyIsPromotedBesideAHolderAndTheAddressIsHeldInTime(TestReporter progress) {
        Long only = Long.getLong("fairlead.seed");
        LongStream seeds = only == null ? LongStream.range(0, SEEDS) : LongStream.of(only);
        seeds.forEach(seed -> {
            if (AgentSeeds.violation(seed, DirectorRules.REAL).isPresent()) {
                fail(AgentSeeds.story(seed, DirectorRules.REAL));
            }
            if ((seed + 1) % SAY_EVERY == 0) {
                progress.publishEntry("histories of the agent", (seed + 1) + " of " + SEEDS);
            }
        });
    }

    @Test
    void membersArePromotedInEveryHistory() {
        for (long seed = 0; seed < 50; seed++) {
            AgentSimulation simulation = new AgentSimulation(seed, DirectorRules.REAL, false);
            simulation.run();
            assertThat(simulation.promotions())
                    .as("promotions of seed %d", seed)
                    .isPositive();
        }
    }

    @Test
    void sameSeedIsTheSameHistory() {
        for (long seed = 0; seed < 10; seed++) {
            assertThat(history(seed)).isEqualTo(history(seed)).hasSizeGreaterThan(5);
        }
    }

    private static List<String> history(long seed) {
        AgentSimulation simulation = new AgentSimulation(seed, DirectorRules.REAL, true);
        simulation.run();
        return simulation.world().trace();
    }
}
