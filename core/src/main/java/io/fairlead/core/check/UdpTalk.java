package io.fairlead.core.check;

import java.nio.ByteBuffer;

/** Sends a datagram, and wants one back; or, where that is asked, only that nobody says that the port is closed. */
final class UdpTalk implements Conversation {
    private final Probe.Udp probe;

    UdpTalk(Probe.Udp probe) {
        this.probe = probe;
    }

    @Override
    public Step opened() {
        return Step.say(probe.send());
    }

    @Override
    public Step received(ByteBuffer octets) {
        StringBuilder answer = new StringBuilder();
        while (octets.hasRemaining()) {
            answer.append((char) (octets.get() & 0xff));
        }
        if (probe.expect().isEmpty()) {
            return Step.good("it answers");
        }
        return switch (BoundedText.find(probe.expect(), answer)) {
            case YES -> Step.good("it answers as expected");
            case NO -> Step.bad("does not answer as expected but '" + answer + "'");
            case TOO_COSTLY -> Step.bad("the pattern of the answer takes too long");
        };
    }

    @Override
    public Judgement silence(long timeoutMillis) {
        return probe.silenceIsGood()
                ? new Judgement.Good("nobody says that the port is closed")
                : new Judgement.Bad("no answer within " + timeoutMillis + " ms");
    }

    @Override
    public String awaited() {
        return "its answer";
    }
}
