package io.fairlead.agent.docker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiVersionTest {
    /** Debian's 20.10, Docker 26, 28, 29.0 and one that has left our version behind. */
    @ParameterizedTest
    @CsvSource({"1.41,1.12,1.41", "1.45,1.24,1.44", "1.51,1.24,1.44", "1.52,1.44,1.44", "1.60,1.50,1.50"})
    void speaksTheNewestThatBothKnowButNeverBelowTheEnginesOldest(String newest, String oldest, String spoken) {
        assertThat(ApiVersion.negotiate(
                        ApiVersion.tryParse(newest).orElseThrow(),
                        ApiVersion.tryParse(oldest).orElseThrow()))
                .hasToString(spoken);
    }

    @Test
    void whatIsNoVersionIsNone() {
        assertThat(ApiVersion.tryParse("x")).isEmpty();
        assertThat(ApiVersion.tryParse(null)).isEmpty();
    }
}
