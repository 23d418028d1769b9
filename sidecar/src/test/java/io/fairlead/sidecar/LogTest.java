package io.fairlead.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.sidecar.config.ProcessSettings.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LogTest {
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final Log log = new Log(new PrintStream(written, true, StandardCharsets.UTF_8), LogLevel.INFO);

    @Test
    void aLineHasTimeLevelAndText() {
        log.warn("careful");
        assertThat(text()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z WARN  careful\n");
    }

    @Test
    void whatIsBelowTheLevelIsNotWritten() {
        log.debug("noise");
        assertThat(text()).isEmpty();
    }

    @Test
    void aKindIsLimitedAndSaysHowManyWereHeldBack() {
        for (int i = 0; i < 5; i++) {
            log.limited("claim", 2, LogLevel.WARN, "claimed " + i, SECOND);
        }
        log.limited("other", 2, LogLevel.WARN, "another kind", SECOND);
        log.limited("claim", 2, LogLevel.WARN, "later", 11 * SECOND);

        assertThat(text().lines().map(line -> line.substring(31)))
                .containsExactly("claimed 0", "claimed 1", "another kind", "later (3 more like this were not logged)");
    }

    @Test
    void linesOfTheHoldingThreadWaitAndThoseOfOthersDoNot() throws InterruptedException {
        log.hold();
        log.info("urgent");
        Thread other = Thread.ofPlatform().start(() -> log.info("of another"));
        other.join();
        assertThat(text()).contains("of another").doesNotContain("urgent");

        log.release();
        log.release();

        assertThat(text().lines().map(line -> line.substring(31))).containsExactly("of another", "urgent");

        log.letGo();
        log.info("at once");
        assertThat(text()).endsWith("at once\n");
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }
}
