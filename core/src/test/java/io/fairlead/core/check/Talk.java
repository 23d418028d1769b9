package io.fairlead.core.check;

import io.fairlead.core.health.RealServer;
import io.fairlead.core.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** Plays the server in a conversation of tests. */
final class Talk {
    private static final String SECRET = "s3cret";

    private final Conversation conversation;
    private Step latest;

    private Talk(Conversation conversation) {
        this.conversation = conversation;
        this.latest = conversation.opened();
    }

    /** Settings that options give, which must be right: kind, name, value, name, value… */
    static CheckSettings settings(String kind, String... options) {
        Map<String, String> texts = new HashMap<>();
        for (int i = 0; i < options.length; i += 2) {
            texts.put(options[i], options[i + 1]);
        }
        CheckOptions.Result result = CheckOptions.read(kind, texts, name -> "option " + name);
        return result.settings().orElseThrow(() -> new AssertionError(result.problems()));
    }

    /** A target on 10.0.0.7:8080. */
    static CheckTarget target(CheckSettings settings) {
        return new CheckTarget(new RealServer("shop", IpAddress.parse("10.0.0.7"), 8080), settings);
    }

    /** Chance is the octets 01 to 08; there is one secret, {@code db}. */
    static Talk begin(String kind, String... options) {
        return new Talk(Conversations.with(target(settings(kind, options)), new Supply() {
            @Override
            public long chance() {
                return 0x0102030405060708L;
            }

            @Override
            public Optional<String> secret(String name) {
                return Optional.of(SECRET).filter(_ -> name.equals("db"));
            }
        }));
    }

    /** The server says this, each character an octet. */
    Talk hears(String text) {
        return hears(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Talk hears(byte[] octets) {
        require(latest instanceof Step.Say);
        hear(ByteBuffer.wrap(octets));
        return this;
    }

    /** The server says the octets that these hex digits are; spaces are for the eye. */
    Talk hearsHex(String hex) {
        return hears(HexFormat.of().parseHex(hex.replaceAll("\\s", "")));
    }

    /** The server says this in pieces; what it says after the end is not heard. */
    Talk hearsInPieces(byte[] octets, Random cuts) {
        int at = 0;
        while (at < octets.length && latest instanceof Step.Say) {
            int end = Math.min(octets.length, at + 1 + cuts.nextInt(7));
            ByteBuffer piece = ByteBuffer.wrap(octets, at, end - at).slice();
            hear(piece);
            at = end;
        }
        return this;
    }

    private void hear(ByteBuffer octets) {
        latest = conversation.received(octets);
        while (latest instanceof Step.Say && octets.hasRemaining()) {
            int before = octets.remaining();
            latest = conversation.received(octets);
            require(!(latest instanceof Step.Say) || octets.remaining() < before);
        }
    }

    Talk closes() {
        if (latest instanceof Step.Say) {
            latest = conversation.closed();
        }
        return this;
    }

    /** What was sent last, each octet a character; empty if nothing was, or it is over. */
    String said() {
        return latest instanceof Step.Say(ByteBuffer octets) ? text(octets) : "";
    }

    byte[] saidOctets() {
        return said().getBytes(StandardCharsets.ISO_8859_1);
    }

    boolean isOver() {
        return latest instanceof Step.Done;
    }

    String farewell() {
        return text(((Step.Done) latest).farewell());
    }

    /** {@code good: words} or {@code bad: reason}; {@code awaits …} while it is not over. */
    String outcome() {
        return switch (latest) {
            case Step.Say _ -> "awaits " + conversation.awaited();
            case Step.Done(Judgement judgement, ByteBuffer _) ->
                switch (judgement) {
                    case Judgement.Good good -> "good: " + good.words();
                    case Judgement.Bad(String reason) -> "bad: " + reason;
                };
        };
    }

    Judgement judgement() {
        return ((Step.Done) latest).judgement();
    }

    private static String text(ByteBuffer octets) {
        return StandardCharsets.ISO_8859_1.decode(octets.duplicate()).toString();
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new AssertionError("the conversation is over, or does not read on");
        }
    }
}
