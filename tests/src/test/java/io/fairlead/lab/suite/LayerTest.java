package io.fairlead.lab.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerTest {
    @Test
    void withoutNamesAllLayersRunAndWithNamesThoseInRunningOrder() {
        assertThat(Layer.named(List.of())).containsExactly(Layer.values());
        assertThat(Layer.named(List.of("ipvs", "unit"))).containsExactly(Layer.UNIT, Layer.IPVS);
    }

    @Test
    void anUnknownLayerIsNamedWithThoseThatThereAre() {
        assertThatThrownBy(() -> Layer.named(List.of("unti")))
                .hasMessageContaining("'unti'")
                .hasMessageContaining("unit, simulation, kernel");
    }

    @Test
    void aLayerInWhichNoTestRanHasFailed() {
        LayerResult nothing = new LayerResult(Layer.KERNEL, 0, 0, 0, "", Duration.ZERO);

        assertThat(nothing.provingSomething().acceptable(false)).isFalse();
        assertThat(nothing.provingSomething().remark()).isEqualTo("no test ran");
    }

    @Test
    void skippedTestsAreAcceptableOnlyOutsideOfContinuousIntegration() {
        LayerResult skipped = LayerResult.skippedWhole(Layer.ENGINE, "needs root");

        assertThat(skipped.acceptable(false)).isTrue();
        assertThat(skipped.acceptable(true)).isFalse();
    }

    @Test
    void countsSurviveTheirFile(@TempDir Path folder) throws IOException {
        Counts counts = new Counts(12, 0, 3);
        counts.write(folder.resolve("counts"));

        assertThat(Counts.read(folder.resolve("counts"))).isEqualTo(counts);
    }
}
