package io.fairlead.core.health;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HealthTest {
    private static final RiseAndFall TWICE = new RiseAndFall(2, 2);
    private static final CheckResult PASSED = new CheckResult.Passed();

    @Test
    void oneFailureIsNotYetUnhealthy() {
        Health health = health(PASSED, failed("late"));
        assertThat(health.verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(health.reason()).isEmpty();
    }

    @Test
    void asManyFailuresInARowAsFallAreUnhealthyWithTheLatestReason() {
        Health health = health(PASSED, failed("late"), failed("refused"));
        assertThat(health.verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(health.reason()).isEqualTo("socket: refused");
    }

    @Test
    void aPassedCheckBetweenFailuresBeginsTheCountAnew() {
        assertThat(health(PASSED, failed("a"), PASSED, failed("b")).verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void unhealthyBecomesHealthyAfterAsManyPassedChecksAsRise() {
        assertThat(health(failed("a"), failed("a"), PASSED).verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(health(failed("a"), failed("a"), PASSED, PASSED).verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(health(failed("a"), failed("a"), PASSED, failed("a"), PASSED).verdict())
                .isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void theFirstPassedCheckDecidesAlone() {
        assertThat(health(PASSED).verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void theFirstFailedCheckDecidesNothingYet() {
        Health health = health(failed("not there"));
        assertThat(health.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(health.reason()).isEqualTo("socket: not there");
    }

    @Test
    void aDeadProcessCountsAtOnce() {
        Health health = health(PASSED)
                .with("process", PASSED, RiseAndFall.AT_ONCE)
                .with("process", failed("killed by signal 9"), RiseAndFall.AT_ONCE);
        assertThat(health.verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(health.reason()).isEqualTo("process: killed by signal 9");
    }

    @Test
    void unhealthyWinsOverUnknownAndUnknownOverHealthy() {
        Health unknown = health(PASSED).with("listener", Standing.UNKNOWN);
        assertThat(unknown.verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(unknown.reason()).isEqualTo("listener: no answer yet");
        assertThat(unknown.with("process", failed("gone"), RiseAndFall.AT_ONCE).verdict())
                .isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void nothingToCheckIsHealthy() {
        assertThat(Health.WITHOUT_CHECKS.verdict()).isEqualTo(Verdict.HEALTHY);
    }

    private static Health health(CheckResult... results) {
        Health health = Health.WITHOUT_CHECKS;
        for (CheckResult result : results) {
            health = health.with("socket", result, TWICE);
        }
        return health;
    }

    private static CheckResult failed(String reason) {
        return new CheckResult.Failed(reason);
    }
}
