package io.fairlead.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HealthRulesTest {
    private static final long SECOND = 1_000_000_000L;
    private static final RiseAndFall AT_ONCE = RiseAndFall.AT_ONCE;
    private static final Damping THREE_FALLS = new Damping(3, Duration.ofSeconds(60), Duration.ofSeconds(30));

    private HealthRules rules = new HealthRules(AT_ONCE, Verdict.UNKNOWN, THREE_FALLS);
    private DampedStanding standing = rules.first();
    private long now;

    private void passes() {
        now += SECOND;
        standing = rules.next(standing, new CheckResult.Passed(), now);
    }

    private void fails() {
        now += SECOND;
        standing = rules.next(standing, new CheckResult.Failed("refused"), now);
    }

    private Verdict verdict() {
        return standing.standing().verdict();
    }

    @Test
    void initialStateIsAsAsked() {
        assertThat(verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(new HealthRules(AT_ONCE, Verdict.HEALTHY, Damping.NONE)
                        .first()
                        .standing()
                        .verdict())
                .isEqualTo(Verdict.HEALTHY);
        HealthRules down = new HealthRules(new RiseAndFall(2, 1), Verdict.UNHEALTHY, Damping.NONE);
        DampedStanding first = down.first();
        assertThat(first.standing().reason()).isEqualTo("not checked yet");
        DampedStanding once = down.next(first, new CheckResult.Passed(), 1);
        assertThat(once.standing().verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(down.next(once, new CheckResult.Passed(), 2).standing().verdict())
                .isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void fewFallsAreNotHeldBack() {
        fails();
        passes();
        fails();
        passes();
        assertThat(verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void oneThatComesAndGoesIsHeldBackUntilItWasWellForLong() {
        for (int i = 0; i < 3; i++) {
            fails();
            passes();
        }
        assertThat(verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(standing.standing().reason())
                .isEqualTo("held back after 3 falls within 60 s, until it was well for 30 s");
        for (int i = 0; i < 29; i++) {
            passes();
            assertThat(verdict()).isEqualTo(Verdict.UNHEALTHY);
        }
        passes();
        assertThat(verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void failureWhileHeldBackBeginsTheTimeAnew() {
        for (int i = 0; i < 3; i++) {
            fails();
            passes();
        }
        for (int i = 0; i < 20; i++) {
            passes();
        }
        fails();
        assertThat(standing.standing().reason()).isEqualTo("refused");
        for (int i = 0; i < 30; i++) {
            passes();
            assertThat(verdict()).isEqualTo(Verdict.UNHEALTHY);
        }
        passes();
        assertThat(verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void fallsThatAreLongAgoAreForgiven() {
        for (int i = 0; i < 6; i++) {
            fails();
            passes();
            assertThat(verdict()).isEqualTo(Verdict.HEALTHY);
            now += 40 * SECOND;
        }
    }

    @Test
    void withoutDampingRiseAloneCounts() {
        rules = new HealthRules(AT_ONCE, Verdict.UNKNOWN, Damping.NONE);
        for (int i = 0; i < 30; i++) {
            fails();
            passes();
            assertThat(verdict()).isEqualTo(Verdict.HEALTHY);
        }
        assertThat(standing.fallsNanos()).hasSizeLessThanOrEqualTo(Damping.MOST_FALLS);
    }
}
