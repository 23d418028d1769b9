package io.fairlead.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class DnsTalkTest {
    /** The id is the last two octets of chance. */
    private static final String QUESTION = "04 73686f70 07 6578616d706c65 00 0001 0001";

    private static final String ADDRESS = "c00c 0001 0001 0000003c 0004 0a000007";
    private static final String ALIAS = "c00c 0005 0001 0000003c 0002 c00c";

    private static Talk begin(String... more) {
        String[] options = new String[more.length + 2];
        options[0] = "name";
        options[1] = "shop.example";
        System.arraycopy(more, 0, options, 2, more.length);
        return Talk.begin("dns", options);
    }

    @Test
    void questionIsThatOfTheProtocol() {
        assertThat(HexFormat.of().formatHex(begin().saidOctets()))
                .isEqualTo(("0708 0100 0001 0000 0000 0000" + QUESTION).replace(" ", ""));
        assertThat(HexFormat.of().formatHex(Talk.begin("dns").saidOctets())).endsWith("00" + "0002" + "0001");
    }

    @Test
    void codeIsEnoughWhereNoAddressIsExpected() {
        assertThat(begin().hearsHex("0708 8180 0001 0001 0000 0000" + QUESTION + ADDRESS)
                        .outcome())
                .isEqualTo("good: NOERROR, 1 answers");
        assertThat(begin().hearsHex("0708 8183 0001 0000 0000 0000" + QUESTION).outcome())
                .isEqualTo("bad: answers NXDOMAIN, not NOERROR");
        assertThat(begin("code", "refused")
                        .hearsHex("0708 8185 0001 0000 0000 0000" + QUESTION)
                        .outcome())
                .startsWith("good: REFUSED");
    }

    @Test
    void expectedAddressMayComeAfterAnAlias() {
        assertThat(begin("expect", "10.0.0.7")
                        .hearsHex("0708 8180 0001 0002 0000 0000" + QUESTION + ALIAS + ADDRESS)
                        .outcome())
                .isEqualTo("good: shop.example is 10.0.0.7");
        assertThat(begin("expect", "10.0.0.8")
                        .hearsHex("0708 8180 0001 0001 0000 0000" + QUESTION + ADDRESS)
                        .outcome())
                .isEqualTo("bad: does not say that shop.example is 10.0.0.8");
    }

    @Test
    void answersToOtherQuestionsArePassedOver() {
        String answer = "8180 0001 0001 0000 0000" + QUESTION + ADDRESS;
        assertThat(begin().hearsHex("0709" + answer).outcome()).isEqualTo("awaits its answer");
        assertThat(begin().hearsHex("0708" + answer.replace("73686f70", "73686f71"))
                        .outcome())
                .isEqualTo("awaits its answer");
        assertThat(begin().hearsHex("0708" + answer.replace("73686f70", "53484f50"))
                        .outcome())
                .startsWith("good");
        assertThat(begin().hearsHex("0708").outcome()).isEqualTo("awaits its answer");
    }
}
