package io.fairlead.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    private static final List<String> KNOWN = List.of("lan-vip", "lan-vrid", "publish", "vip");

    @Test
    void findsTheNameWithOneSwappedLetter() {
        assertThat(NearestName.of("pubilsh", KNOWN)).contains("publish");
    }

    @Test
    void findsTheNameWithALetterMissing() {
        assertThat(NearestName.of("lan-vri", KNOWN)).contains("lan-vrid");
    }

    @Test
    void saysNothingWhenAllIsFar() {
        assertThat(NearestName.of("completely-else", KNOWN)).isEmpty();
        assertThat(NearestName.hint("completely-else", KNOWN)).isEmpty();
    }

    @Test
    void hintReadsAsPartOfASentence() {
        assertThat(NearestName.hint("vpi", KNOWN)).isEqualTo("; did you mean 'vip'?");
    }
}
