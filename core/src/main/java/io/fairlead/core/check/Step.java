package io.fairlead.core.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** What follows from the latest thing that happened in a {@link Conversation}. */
public sealed interface Step {
    ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    /** Wait for more. */
    Step AWAIT = new Say(NOTHING);

    /** Send these octets, from position to limit, which may be none, and wait for an answer. */
    record Say(ByteBuffer octets) implements Step {}

    /** The conversation is over; {@code farewell} is sent before the connection is closed, and nobody waits for an answer. */
    record Done(Judgement judgement, ByteBuffer farewell) implements Step {}

    /** Send these octets and wait. */
    static Step say(byte[] octets) {
        return new Say(ByteBuffer.wrap(octets));
    }

    /** Send this text, of which each character is an octet, and wait. */
    static Step say(String text) {
        return say(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Over, without a farewell. */
    static Done good(String words) {
        return over(new Judgement.Good(words));
    }

    /** Over: the server does not serve. */
    static Done bad(String reason) {
        return over(new Judgement.Bad(reason));
    }

    /** Over, without a farewell. */
    static Done over(Judgement judgement) {
        return new Done(judgement, NOTHING);
    }
}
