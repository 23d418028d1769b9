package io.fairlead.lab.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
    private static Spread oneTo(int last) {
        return Spread.of(DoubleStream.iterate(last, each -> each >= 1, each -> each - 1)
                .boxed()
                .toList());
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTheTwoInTheMiddle() {
        assertThat(oneTo(4).median()).isEqualTo(2.5);
        assertThat(oneTo(5).median()).isEqualTo(3);
    }

    @Test
    void percentilesAreTheNearestRank() {
        assertThat(oneTo(20).percentile(95)).isEqualTo(19);
        assertThat(oneTo(5).percentile(95)).isEqualTo(5);
        assertThat(oneTo(1).percentile(95)).isEqualTo(1);
    }

    @Test
    void whatNeverEndsIsTheWorstAndSpoilsNoMedianOfOthers() {
        Spread spread = Spread.of(List.of(3.0, Double.POSITIVE_INFINITY, 1.0));

        assertThat(spread.median()).isEqualTo(3);
        assertThat(spread.worst()).isInfinite();
    }

    @Test
    void halfOfTheRoundsWithoutAnEndMakeTheMedianWithoutEnd() {
        assertThat(Spread.of(List.of(1.0, Double.POSITIVE_INFINITY)).median()).isInfinite();
    }

    @Test
    void nothingMeasuredIsAnError() {
        assertThatThrownBy(() -> Spread.of(List.of())).hasMessageContaining("nothing was measured");
    }
}
