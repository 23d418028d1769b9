package io.fairlead.lab.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrappedTest {
    @Test
    void whatIsTooLongGoesOnBelowTheText() {
        String text = "one ".repeat(30).strip();

        assertThat(Wrapped.lines("agent: ", text))
                .hasSize(2)
                .allMatch(line -> line.length() <= 80)
                .first()
                .asString()
                .startsWith("agent: one one");
        assertThat(Wrapped.lines("agent: ", text).getLast()).startsWith("       one");
    }

    @Test
    void shortTextIsOneLine() {
        assertThat(Wrapped.lines("agent: ", "promote h2")).containsExactly("agent: promote h2");
    }
}
