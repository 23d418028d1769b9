package io.fairlead.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TcpTalkTest {
    @Test
    void connectionAloneIsNoAnswer() {
        assertThat(Talk.begin("tcp").outcome()).isEqualTo("awaits its first octet");
        assertThat(Talk.begin("tcp").closes().outcome()).isEqualTo("bad: closed the connection without an answer");
        assertThat(Talk.begin("tcp").hears("x").outcome()).isEqualTo("good: it answers");
    }

    @Test
    void connectionAloneIsEnoughForConnect() {
        assertThat(Talk.begin("connect").outcome()).isEqualTo("good: accepts connections");
    }

    @Test
    void escapesAreSentAsOctets() {
        assertThat(Talk.begin("tcp", "send", "PING\\r\\n\\x00\\xff\\\\").said()).isEqualTo("PING\r\n\0\u00ff\\");
    }

    @Test
    void expectedAnswerMayComeInPieces() {
        Talk talk = Talk.begin("tcp", "expect", "re+ady").hears("not yet, but re");
        assertThat(talk.outcome()).startsWith("awaits the expected answer");
        assertThat(talk.hears("eady").outcome()).isEqualTo("good: it answers as expected");
    }

    @Test
    void anotherAnswerIsQuoted() {
        assertThat(Talk.begin("tcp", "expect", "ready")
                        .hears("busy\r\n")
                        .closes()
                        .outcome())
                .isEqualTo("bad: does not answer as expected but 'busy '");
    }

    @Test
    void answerThatNeverEndsIsCut() {
        assertThat(Talk.begin("tcp", "expect", "ready")
                        .hears("x".repeat(70_000))
                        .outcome())
                .startsWith("bad: does not answer as expected");
    }
}
