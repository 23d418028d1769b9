package io.fairlead.linux.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.vrrp.ChecksumForm;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.Reception;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RouterTallyTest {
    private final RouterTally tally = new RouterTally();

    @Test
    void nothingCountedIsZeroEverywhere() {
        RouterCounters counters = tally.snapshot();

        assertThat(counters.sent()).isZero();
        assertThat(counters.received()).isEmpty();
        assertThat(counters.rejected()).isEmpty();
        assertThat(counters.lateness().count()).isZero();
        assertThat(counters.lateness().worstNanos()).isZero();
    }

    @Test
    void eachIsCountedUnderItsName() {
        tally.sent(3);
        tally.announced(2);
        tally.stateChanged();
        tally.received(ChecksumForm.MESSAGE_ONLY);
        tally.rejected(Reception.Reason.CHECKSUM);
        tally.rejected(Reception.Reason.CHECKSUM);
        tally.noticed(Notice.Kind.SLEPT);

        RouterCounters counters = tally.snapshot();
        assertThat(counters.sent()).isEqualTo(3);
        assertThat(counters.announced()).isEqualTo(2);
        assertThat(counters.stateChanges()).isEqualTo(1);
        assertThat(counters.received()).isEqualTo(Map.of(ChecksumForm.MESSAGE_ONLY, 1L));
        assertThat(counters.rejected()).isEqualTo(Map.of(Reception.Reason.CHECKSUM, 2L));
        assertThat(counters.notices()).isEqualTo(Map.of(Notice.Kind.SLEPT, 1L));
    }

    @Test
    void latenessFallsIntoTheBucketWhoseBoundItDoesNotExceed() {
        tally.late(500_000);
        tally.late(500_001);
        tally.late(900_000_000);

        Lateness lateness = tally.snapshot().lateness();
        assertThat(lateness.buckets()).containsExactly(1L, 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L);
        assertThat(lateness.sumNanos()).isEqualTo(901_000_001);
        assertThat(lateness.worstNanos()).isEqualTo(900_000_000);
    }

    @Test
    void snapshotDoesNotChangeAfterwards() {
        tally.rejected(Reception.Reason.VERSION);
        RouterCounters before = tally.snapshot();

        tally.rejected(Reception.Reason.VERSION);

        assertThat(before.rejected()).isEqualTo(Map.of(Reception.Reason.VERSION, 1L));
    }
}
