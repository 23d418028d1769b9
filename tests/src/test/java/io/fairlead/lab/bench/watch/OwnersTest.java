package io.fairlead.lab.bench.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class OwnersTest {
    private static final Owners HANDOVER = new Owners(List.of(
            new OwnerChange("h1", true, 0),
            new OwnerChange("h1", false, 100),
            new OwnerChange("h2", true, 140),
            new OwnerChange("h1", true, 200),
            new OwnerChange("h2", false, 230)));

    @Test
    void timeWithoutAnOwnerAndTimeWithTwoAreKeptApart() {
        assertThat(HANDOVER.longestNobodyNanos(300)).isEqualTo(40);
        assertThat(HANDOVER.longestSharedNanos(300)).isEqualTo(30);
        assertThat(HANDOVER.now()).containsExactly("h1");
    }

    @Test
    void whatGoesOnIsCountedUntilNow() {
        Owners both = new Owners(List.of(new OwnerChange("h1", true, 0), new OwnerChange("h2", true, 10)));

        assertThat(both.longestSharedNanos(50)).isEqualTo(40);
    }

    @Test
    void aGainBeforeTheFaultIsNoTakeover() {
        assertThat(HANDOVER.gained("h1", 1)).hasValue(200);
        assertThat(HANDOVER.gained("h2", 141)).isEmpty();
        assertThat(HANDOVER.lost("h1", 0)).hasValue(100);
        assertThat(HANDOVER.takeovers(1)).isEqualTo(2);
    }
}
