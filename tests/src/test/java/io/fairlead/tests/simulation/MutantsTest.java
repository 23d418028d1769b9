package io.fairlead.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The checks can fail: every broken rule is found, by the check that is there for it. */
@Tag("simulation")
class MutantsTest {
    private static final long MOST_SEEDS = 1000;

    @ParameterizedTest
    @EnumSource
    void brokenRuleIsFoundByItsCheck(Mutants mutant) {
        Set<Violation.Check> found = EnumSet.noneOf(Violation.Check.class);
        for (long seed = 0; seed < MOST_SEEDS && !found.contains(mutant.finder()); seed++) {
            Optional<Violation> violation = Seeds.violation(seed, mutant);
            violation.ifPresent(each -> found.add(each.check()));
        }
        assertThat(found).contains(mutant.finder());
    }

    @Test
    void storyOfAFailureSaysHowToLiveItAgain() {
        long seed = 0;
        while (Seeds.violation(seed, Mutants.NEVER_GIVES_WAY).isEmpty()) {
            seed++;
        }
        assertThat(Seeds.story(seed, Mutants.NEVER_GIVES_WAY))
                .startsWith("seed " + seed + ": Active in [r1")
                .contains("-Dfairlead.seed=" + seed)
                .contains("TimerFired: Backup → Active [install, send");
    }
}
