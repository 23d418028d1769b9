package io.fairlead.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Test
    void inputGoesInAndBothOutputsComeBackWithTheStatus() {
        Tool.Ended ended = Tool.run(List.of("sh", "-c", "cat; echo first >&2; echo last >&2; exit 3"), "in\n", LIMIT);

        assertThat(ended).isEqualTo(new Tool.Ended(3, "in\n", "first\nlast\n"));
        assertThat(ended.succeeded()).isFalse();
        assertThat(ended.complaint()).isEqualTo("last");
    }

    @Test
    void silentFailureIsNamedByItsStatus() {
        assertThat(Tool.run(List.of("false"), LIMIT).complaint()).isEqualTo("exit status 1");
    }

    @Test
    void environmentIsAdded() {
        assertThat(Tool.run(List.of("sh", "-c", "echo $COLOUR"), Map.of("COLOUR", "red"), "", LIMIT)
                        .out())
                .isEqualTo("red\n");
    }

    @Test
    void programThatIsNotThereIsAnOutcome() {
        Tool.Ended ended = Tool.run(List.of("/nonexistent/tool"), LIMIT);

        assertThat(ended.status()).isEqualTo(Tool.Ended.NOT_THERE);
        assertThat(ended.complaint()).startsWith("/nonexistent/tool cannot be run:");
    }

    @Test
    void inputThatNobodyReadsIsNoError() {
        assertThat(Tool.run(List.of("true"), "x".repeat(1_000_000), LIMIT).succeeded())
                .isTrue();
    }

    @Test
    void programThatTakesTooLongIsKilled() {
        assertThatThrownBy(() -> Tool.run(List.of("sleep", "600"), Duration.ofMillis(200)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("sleep 600 was not done after");
    }
}
