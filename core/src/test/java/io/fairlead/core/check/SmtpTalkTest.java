package io.fairlead.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmtpTalkTest {
    @Test
    void bannerAndGreetingAreGood() {
        Talk talk = Talk.begin("smtp", "name", "lb.example").hears("220-mail.example ESMTP\r\n220 ready\r\n");
        assertThat(talk.said()).isEqualTo("EHLO lb.example\r\n");
        assertThat(talk.outcome()).isEqualTo("awaits the answer to EHLO");
        assertThat(talk.hears("250-mail.example\r\n250-SIZE 1\r\n250 HELP\r\n").outcome())
                .isEqualTo("good: greets");
        assertThat(talk.farewell()).isEqualTo("QUIT\r\n");
    }

    @Test
    void refusalIsQuoted() {
        assertThat(Talk.begin("smtp").hears("554 go away\r\n").outcome()).isEqualTo("bad: answers 554 go away");
        assertThat(Talk.begin("smtp")
                        .hears("220 x\r\n")
                        .hears("421 4.3.2 closing\r\n")
                        .outcome())
                .isEqualTo("bad: answers 421 4.3.2 closing");
    }

    @Test
    void somethingElseIsNoMailServer() {
        assertThat(Talk.begin("smtp").hears("+OK POP3\r\n").outcome())
                .isEqualTo("bad: does not speak SMTP but says '+OK POP3'");
        assertThat(Talk.begin("smtp").hears("220-x\r\n".repeat(200)).outcome()).isEqualTo("bad: does not speak SMTP");
    }
}
