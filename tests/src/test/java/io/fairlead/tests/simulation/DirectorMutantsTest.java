package io.fairlead.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every broken rule of the director is found within a hundred histories, by the check that is there for it. */
@Tag("simulation")
class DirectorMutantsTest {
    private static final long MOST_SEEDS = 100;

    @ParameterizedTest
    @EnumSource
    void brokenRuleIsFoundByItsCheck(DirectorMutants mutant) {
        Set<Violation.Check> found = EnumSet.noneOf(Violation.Check.class);
        for (long seed = 0; seed < MOST_SEEDS && !found.contains(mutant.finder()); seed++) {
            Optional<Violation> violation = AgentSeeds.violation(seed, mutant);
            violation.ifPresent(each -> found.add(each.check()));
        }
        assertThat(found).contains(mutant.finder());
    }

    @Test
    void storyOfAFailureSaysHowToLiveItAgain() {
        long seed = 0;
        while (AgentSeeds.violation(seed, DirectorMutants.PROMOTES_BEFORE_THE_FENCE)
                .isEmpty()) {
            seed++;
        }
        assertThat(AgentSeeds.story(seed, DirectorMutants.PROMOTES_BEFORE_THE_FENCE))
                .startsWith("seed " + seed + ": ")
                .contains("-Dfairlead.seed=" + seed)
                .contains("=> Fence[service=shop");
    }
}
