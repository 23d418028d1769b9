package io.fairlead.lab.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProbesTest {
    private final List<Probe> list = new ArrayList<>();

    @Test
    void outageIsFromTheLastGoodCompletionToTheFirstGoodOneAfterTheFailedGroup() {
        answered(0, 1, "h1");
        answered(10, 11, "h1");
        failed(20, 1020, Outcome.NO_HANDSHAKE);
        failed(30, 31, Outcome.REFUSED);
        answered(40, 45, "h2");
        answered(50, 51, "h2");

        assertThat(probes().outageNanos()).isEqualTo(45 - 11);
        assertThat(probes().failed()).isEqualTo(2);
        assertThat(probes().failures()).isEqualTo(Map.of(Outcome.NO_HANDSHAKE, 1L, Outcome.REFUSED, 1L));
    }

    @Test
    void withoutAFailedProbeThereIsNoOutageHoweverSlowTheAnswers() {
        answered(0, 1, "h1");
        answered(10, 500, "h2");

        assertThat(probes().outageNanos()).isZero();
        assertThat(probes().slowestNanos()).isEqualTo(490);
    }

    @Test
    void failuresFarApartAreTwoOutagesAndTheTimeBetweenThemIsNotCounted() {
        answered(0, 1, "h1");
        failed(10, 11, Outcome.RESET);
        for (int start = 20; start < 520; start += 10) {
            answered(start, start + 1, "h1");
        }
        failed(520, 521, Outcome.RESET);
        answered(530, 531, "h1");

        assertThat(probes().outages()).hasSize(2);
        assertThat(probes().outageNanos()).isEqualTo((21 - 1) + (531 - 511));
    }

    @Test
    void anOutageWithoutEndLastsUntilTheLastProbe() {
        answered(0, 1, "h1");
        failed(10, 1010, Outcome.SILENT);
        failed(20, 1020, Outcome.SILENT);

        assertThat(probes().outageNanos()).isEqualTo(1019);
    }

    @Test
    void namesWhoAnsweredBeforeAndLast() {
        answered(0, 1, "h1");
        answered(10, 30, "h2");

        assertThat(probes().answeredBefore(20)).contains("h1");
        assertThat(probes().answeredBefore(0)).isEmpty();
        assertThat(probes().answeredLast()).contains("h2");
    }

    @Test
    void betweenSelectsByTheBeginOfAProbe() {
        answered(0, 100, "h1");
        answered(10, 11, "h1");
        answered(20, 21, "h1");

        assertThat(probes().between(10, 20).count()).isEqualTo(1);
    }

    private void answered(long start, long end, String name) {
        list.add(new Probe(start, end, Outcome.ANSWERED, name));
    }

    private void failed(long start, long end, Outcome outcome) {
        list.add(new Probe(start, end, outcome, ""));
    }

    private Probes probes() {
        return Probes.of(list);
    }
}
