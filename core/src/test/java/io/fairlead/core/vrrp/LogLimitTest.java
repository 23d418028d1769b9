package io.fairlead.core.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LogLimitTest {
    private final LogLimit<Reception.Reason> limit = new LogLimit<>(Duration.ofNanos(100));

    @Test
    void floodIsOneLineAndANumber() {
        assertThat(limit.admit(Reception.Reason.CHECKSUM, 0)).hasValue(0);
        for (int now = 1; now < 100; now++) {
            assertThat(limit.admit(Reception.Reason.CHECKSUM, now)).isEmpty();
        }
        assertThat(limit.admit(Reception.Reason.CHECKSUM, 100)).hasValue(99);
        assertThat(limit.admit(Reception.Reason.CHECKSUM, 300)).hasValue(0);
    }

    @Test
    void oneReasonDoesNotSilenceAnother() {
        assertThat(limit.admit(Reception.Reason.CHECKSUM, 0)).hasValue(0);
        assertThat(limit.admit(Reception.Reason.HOP_LIMIT, 1)).hasValue(0);
    }
}
