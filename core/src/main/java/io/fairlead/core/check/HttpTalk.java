package io.fairlead.core.check;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** Asks for one page and looks at its status and, if it is told to, at its body. */
final class HttpTalk implements Conversation {
    /** Of the body, for what must occur in it. A digest is of all of it, up to {@link #LONGEST_BODY}. */
    private static final int MOST_TEXT = 256 * 1024;

    private static final long LONGEST_BODY = 16 * 1024 * 1024;

    private final Probe.Http probe;
    private final String place;
    private final HttpAnswer answer;
    private final StringBuilder text = new StringBuilder();
    private final Optional<MessageDigest> digest;
    private long bodyLength;

    /** {@code place} is the server's address with its port where it is not the usual one, for the Host field. */
    HttpTalk(Probe.Http probe, String place) {
        this.probe = probe;
        this.place = place;
        this.answer = new HttpAnswer(probe.method().equals("HEAD"), this::takeBody);
        this.digest = probe.digest().map(BodyDigest::begin);
    }

    @Override
    public Step opened() {
        return Step.say(probe.method() + " " + probe.path() + " HTTP/1.1\r\nHost: "
                + (probe.host().isEmpty() ? place : probe.host())
                + "\r\nUser-Agent: Fairlead\r\nAccept: */*\r\nConnection: close\r\n\r\n");
    }

    @Override
    public Step received(ByteBuffer octets) {
        answer.read(octets);
        return judged();
    }

    @Override
    public Step closed() {
        answer.close();
        Step step = judged();
        return step.equals(Step.AWAIT) ? Conversation.super.closed() : step;
    }

    private Step judged() {
        if (answer.wrong().isPresent()) {
            return Step.bad(answer.wrong().get());
        }
        int status = answer.status();
        if (status == 0) {
            return Step.AWAIT;
        }
        if (!probe.statuses().contains(status)) {
            return Step.bad("answers with status " + status + ", not " + probe.statuses());
        }
        if (!probe.asksForBody()) {
            return Step.good("status " + status);
        }
        if (bodyLength > LONGEST_BODY) {
            return Step.bad("its page has more than " + LONGEST_BODY / 1024 / 1024 + " MiB");
        }
        return answer.isWhole() ? body(status) : Step.AWAIT;
    }

    private Step body(int status) {
        if (!probe.body().isEmpty() && text.indexOf(probe.body()) < 0) {
            return Step.bad("'" + probe.body() + "' is not in its page");
        }
        if (!probe.bodyPattern().isEmpty()) {
            switch (BoundedText.find(probe.bodyPattern(), text)) {
                case NO -> {
                    return Step.bad("nothing in its page is like '" + probe.bodyPattern() + "'");
                }
                case TOO_COSTLY -> {
                    return Step.bad("the pattern of its page takes too long");
                }
                case YES -> {}
            }
        }
        if (digest.isPresent()) {
            String seen = HexFormat.of().formatHex(digest.get().digest());
            if (!seen.equals(probe.digest().orElseThrow().hex())) {
                return Step.bad("the digest of its page is " + seen);
            }
        }
        return Step.good("status " + status + " and the page that is wanted");
    }

    private void takeBody(ByteBuffer piece) {
        bodyLength += piece.remaining();
        digest.ifPresent(d -> d.update(piece.duplicate()));
        while (piece.hasRemaining() && text.length() < MOST_TEXT) {
            text.append((char) (piece.get() & 0xff));
        }
    }

    @Override
    public String awaited() {
        return answer.status() == 0 ? "its status" : "the end of its page";
    }
}
