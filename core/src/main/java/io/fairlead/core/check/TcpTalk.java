package io.fairlead.core.check;

import java.nio.ByteBuffer;

/** Says something, if there is something to say, and wants an answer. */
final class TcpTalk implements Conversation {
    /** Of an answer in which the expected text does not come. */
    private static final int LONGEST = 64 * 1024;

    private final Probe.Tcp probe;
    private final StringBuilder answer = new StringBuilder();

    TcpTalk(Probe.Tcp probe) {
        this.probe = probe;
    }

    @Override
    public Step opened() {
        return probe.send().isEmpty() ? Step.AWAIT : Step.say(probe.send());
    }

    @Override
    public Step received(ByteBuffer octets) {
        while (octets.hasRemaining() && answer.length() < LONGEST) {
            answer.append((char) (octets.get() & 0xff));
        }
        if (answer.isEmpty()) {
            return Step.AWAIT;
        }
        if (probe.expect().isEmpty()) {
            return Step.good("it answers");
        }
        return switch (BoundedText.find(probe.expect(), answer)) {
            case YES -> Step.good("it answers as expected");
            case TOO_COSTLY -> Step.bad("the pattern of the answer takes too long");
            case NO -> answer.length() < LONGEST ? Step.AWAIT : Step.bad(unexpected());
        };
    }

    @Override
    public Step closed() {
        return Step.bad(answer.isEmpty() ? "closed the connection without an answer" : unexpected());
    }

    private String unexpected() {
        return "does not answer as expected but '" + answer + "'";
    }

    @Override
    public String awaited() {
        return answer.isEmpty()
                ? "its first octet"
                : "the expected answer, after '" + Judgement.shown(answer.toString()) + "',";
    }
}
