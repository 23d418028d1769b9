package io.fairlead.core.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Waits for the banner of a mail server, greets it, and takes leave (RFC 5321). */
final class SmtpTalk implements Conversation {
    private static final Pattern REPLY = Pattern.compile("([2-5][0-9]{2})(?:([ -])(.*))?");
    private static final int LONGEST_LINE = 2048;
    private static final int MOST_LINES = 100;

    private final String name;
    private final LineReader lines = new LineReader(LONGEST_LINE);
    private boolean greeted;
    private int count;

    /** {@code name} is how we call ourselves. */
    SmtpTalk(String name) {
        this.name = name;
    }

    @Override
    public Step opened() {
        return Step.AWAIT;
    }

    @Override
    public Step received(ByteBuffer octets) {
        Step step = Step.AWAIT;
        while (step.equals(Step.AWAIT) && octets.hasRemaining()) {
            Optional<String> line = lines.next(octets);
            if (lines.isTooLong() || count > MOST_LINES) {
                return Step.bad("does not speak SMTP");
            }
            step = line.map(this::take).orElse(Step.AWAIT);
        }
        return step;
    }

    private Step take(String line) {
        count++;
        Matcher reply = REPLY.matcher(line);
        if (!reply.matches()) {
            return Step.bad("does not speak SMTP but says '" + line + "'");
        }
        if ("-".equals(reply.group(2))) {
            return Step.AWAIT;
        }
        String wanted = greeted ? "250" : "220";
        if (!reply.group(1).equals(wanted)) {
            return Step.bad("answers " + line);
        }
        if (greeted) {
            return new Step.Done(
                    new Judgement.Good("greets"), ByteBuffer.wrap("QUIT\r\n".getBytes(StandardCharsets.US_ASCII)));
        }
        greeted = true;
        return Step.say("EHLO " + name + "\r\n");
    }

    @Override
    public String awaited() {
        return greeted ? "the answer to EHLO" : "its banner";
    }
}
