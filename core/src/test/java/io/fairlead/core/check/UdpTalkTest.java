package io.fairlead.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class UdpTalkTest {
    @Test
    void anyAnswerIsGoodUnlessOneIsExpected() {
        Talk talk = Talk.begin("udp", "send", "\\x01ping");
        assertThat(talk.said()).isEqualTo("\u0001ping");
        assertThat(talk.hears("x").outcome()).isEqualTo("good: it answers");
        assertThat(Talk.begin("udp", "send", "x", "expect", "^p.ng$")
                        .hears("pong")
                        .outcome())
                .isEqualTo("good: it answers as expected");
        assertThat(Talk.begin("udp", "send", "x", "expect", "^p.ng$")
                        .hears("no")
                        .outcome())
                .isEqualTo("bad: does not answer as expected but 'no'");
    }

    @Test
    void silenceIsBadUnlessItIsSaidToBeGood() {
        Supply none = new NoSupply();
        CheckTarget bad = Talk.target(Talk.settings("udp", "send", "x"));
        CheckTarget good = Talk.target(Talk.settings("udp", "send", "x", "silence", "good"));
        assertThat(Conversations.with(bad, none).silence(100)).isEqualTo(new Judgement.Bad("no answer within 100 ms"));
        assertThat(Conversations.with(good, none).silence(100)).isInstanceOf(Judgement.Good.class);
    }

    private static final class NoSupply implements Supply {
        @Override
        public long chance() {
            return 0;
        }

        @Override
        public Optional<String> secret(String name) {
            return Optional.empty();
        }
    }
}
