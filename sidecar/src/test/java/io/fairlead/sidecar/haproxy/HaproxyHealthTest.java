package io.fairlead.sidecar.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.health.CheckResult;
import io.fairlead.core.health.RiseAndFall;
import io.fairlead.core.health.Verdict;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HaproxyHealthTest {
    private static final CheckResult PASSED = new CheckResult.Passed();
    private static final CheckResult FAILED = new CheckResult.Failed("silent");

    private final HaproxyHealth started =
            HaproxyHealth.supervised(new RiseAndFall(2, 2)).spawned();

    @Test
    void isUnknownUntilTheFirstRoundAndThenHealthy() {
        assertThat(started.health().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(started.checked(round(1, PASSED)).health().verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void deathCountsAtOnce() {
        HaproxyHealth dead = started.checked(round(1, PASSED)).died("was killed by signal 9");
        assertThat(dead.health().verdict()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(dead.health().reason()).isEqualTo("process: was killed by signal 9");
    }

    @Test
    void silenceCountsWhenItIsRepeated() {
        HaproxyHealth once = started.checked(round(1, PASSED)).checked(round(1, FAILED));
        assertThat(once.health().verdict()).isEqualTo(Verdict.HEALTHY);
        assertThat(once.checked(round(1, FAILED)).health().verdict()).isEqualTo(Verdict.UNHEALTHY);
    }

    @Test
    void aRoundOfAnEarlierLifeDoesNotCount() {
        HaproxyHealth again = started.died("gone").spawned();
        assertThat(again.checked(round(1, PASSED)).health().verdict()).isEqualTo(Verdict.UNKNOWN);
        assertThat(again.checked(round(2, PASSED)).health().verdict()).isEqualTo(Verdict.HEALTHY);
    }

    @Test
    void noneIsAlwaysHealthy() {
        assertThat(HaproxyHealth.none().health().verdict()).isEqualTo(Verdict.HEALTHY);
    }

    private static Round round(int generation, CheckResult socket) {
        return new Round(generation, Optional.of(socket), PASSED);
    }
}
