package io.fairlead.lab.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.lab.fault.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FaultResultTest {
    private static final Duration LIMIT = Limits.REAL_KERNEL.outage(Fault.KILL);

    @Test
    void anOutageWithinTheLimitIsWell() {
        FaultResult result = result(399, 3, "").within(LIMIT);
        assertThat(result.well()).isTrue();
        assertThat(result.limitMillis()).isEqualTo(LIMIT.toMillis());
    }

    @Test
    void anOutageOfTwentySecondsIsAFailureThatSaysSo() {
        FaultResult result = result(20_300, 3, "").within(LIMIT);
        assertThat(result.well()).isFalse();
        assertThat(result.problem())
                .isEqualTo("clients were without an answer for 20300 ms; at most 400 ms are expected here");
    }

    @Test
    void aClientThatWaitedLongerThanTheLimitIsAFailureThoughItWasAnswered() {
        assertThat(result(0, 950, "").within(LIMIT).problem())
                .isEqualTo("a client waited 950 ms for its answer; at most 400 ms are expected here");
    }

    @Test
    void whatWentWrongFirstIsWhatIsSaid() {
        assertThat(result(30_000, 3, "VIP on nobody").within(LIMIT).problem()).isEqualTo("VIP on nobody");
    }

    @Test
    void oneFailedConnectionIsEnoughWhereNoneMayFail() {
        FaultResult result = result(10, 3, "").failing("it cost a connection").within(LIMIT);
        assertThat(result.problem()).isEqualTo("it cost a connection");
    }

    @Test
    void everyFaultHasALimitAndTheEmulatedKernelTenTimesAsMuch() {
        for (Fault fault : Fault.values()) {
            Duration real = Limits.REAL_KERNEL.outage(fault);
            assertThat(real).isPositive();
            assertThat(Limits.EMULATED_KERNEL.outage(fault)).isEqualTo(real.multipliedBy(10));
        }
    }

    private static FaultResult result(double outage, double slowest, String problem) {
        return new FaultResult(
                "kill",
                "h1",
                outage,
                0,
                outage > 0 ? 1 : 0,
                Map.of(),
                500,
                slowest,
                "h1",
                "h2",
                "h2",
                problem,
                List.of(),
                "docker kill h1");
    }
}
