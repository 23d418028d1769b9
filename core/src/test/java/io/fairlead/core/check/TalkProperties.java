package io.fairlead.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** What a server may do to any conversation. */
class TalkProperties {
    /** A way to begin a conversation, and an answer that is good for it. */
    record Case(List<String> begin, String answer) {
        Talk talk() {
            String[] options = begin.subList(1, begin.size()).toArray(String[]::new);
            return Talk.begin(begin.getFirst(), options);
        }

        byte[] octets() {
            return answer.getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.of(Answers.good());
    }

    @Property
    void arbitraryOctetsNeverThrow(
            @ForAll("cases") Case one, @ForAll @Size(max = 2000) byte[] octets, @ForAll Random cuts) {
        assertThat(one.talk().hearsInPieces(octets, cuts).closes().isOver()).isTrue();
    }

    @Property
    void damagedAnswersNeverThrow(@ForAll("cases") Case one, @ForAll Random random) {
        byte[] octets = one.octets();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
        }
        assertThat(one.talk().hearsInPieces(octets, random).closes().isOver()).isTrue();
    }

    @Property
    void goodAnswersAreGoodHoweverTheyAreCut(@ForAll("cases") Case one, @ForAll Random cuts) {
        assertThat(one.talk().hearsInPieces(one.octets(), cuts).outcome()).startsWith("good");
    }

    @Property
    void answersThatBreakOffAreNotGood(@ForAll("cases") Case one, @ForAll Random random) {
        byte[] octets = one.octets();
        byte[] part = Arrays.copyOf(octets, random.nextInt(octets.length));
        assertThat(one.talk().hearsInPieces(part, random).closes().outcome()).startsWith("bad");
    }

    @Property
    void arbitraryDatagramsNeverThrow(@ForAll @Size(max = 200) byte[] octets, @ForAll Random random) {
        byte[] answer = new byte[30 + octets.length];
        byte[] query = Talk.begin("dns", "name", "shop.example").saidOctets();
        System.arraycopy(query, 0, answer, 0, 30);
        System.arraycopy(octets, 0, answer, 30, octets.length);
        answer[2] = (byte) 0x80;
        answer[7] = (byte) random.nextInt(256);
        Talk talk =
                Talk.begin("dns", "name", "shop.example", "expect", "10.0.0.7").hears(answer);
        assertThat(talk.isOver()).isTrue();
        assertThat(Talk.begin("dns").hears(octets).closes().isOver()).isTrue();
        assertThat(Talk.begin("udp", "send", "x", "expect", "y").hears(octets).isOver())
                .isTrue();
    }
}
