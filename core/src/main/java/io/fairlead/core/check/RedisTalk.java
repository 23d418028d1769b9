package io.fairlead.core.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Logs in to Redis if there is a password, asks for a PONG, and for the role where that matters (RESP, version 2).
 *
 * <pre>
 *   AUTH ─► PING ─► INFO replication ─► over
 * </pre>
 */
final class RedisTalk implements Conversation {
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int LONGEST_INFO = 64 * 1024;

    /** What is asked, in this order, if it is asked. */
    private enum Asking {
        AUTH("the answer to AUTH"),
        PING("its PONG"),
        INFO("its role");

        private final String words;

        Asking(String words) {
            this.words = words;
        }
    }

    private final Probe.Redis probe;
    private final Optional<String> password;
    private final Deque<Asking> left = new ArrayDeque<>();
    private final LineReader lines = new LineReader(LONGEST_LINE);
    private final StringBuilder info = new StringBuilder();
    private Asking asking = Asking.PING;
    private int infoLeft = -1;

    RedisTalk(Probe.Redis probe, Supply supply) {
        this.probe = probe;
        this.password = probe.login().password(supply);
        if (password.filter(text -> !text.isEmpty()).isPresent()) {
            left.add(Asking.AUTH);
        }
        left.add(Asking.PING);
        if (probe.role() != Probe.Redis.Role.ANY) {
            left.add(Asking.INFO);
        }
    }

    @Override
    public Step opened() {
        return password.isEmpty() ? Step.bad(probe.login().noSecret()) : ask();
    }

    private Step ask() {
        asking = left.remove();
        return switch (asking) {
            case AUTH ->
                probe.login().user().isEmpty()
                        ? command("AUTH", password.orElseThrow())
                        : command("AUTH", probe.login().user(), password.orElseThrow());
            case PING -> command("PING");
            case INFO -> command("INFO", "replication");
        };
    }

    private static Step command(String... words) {
        StringBuilder text = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            String octets = new String(word.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            text.append('$')
                    .append(octets.length())
                    .append("\r\n")
                    .append(octets)
                    .append("\r\n");
        }
        return Step.say(text.toString());
    }

    @Override
    public Step received(ByteBuffer octets) {
        Step step = Step.AWAIT;
        while (step.equals(Step.AWAIT) && octets.hasRemaining()) {
            step = infoLeft < 0 ? line(octets) : info(octets);
        }
        return step;
    }

    private Step line(ByteBuffer octets) {
        Optional<String> line = lines.next(octets);
        if (lines.isTooLong()) {
            return Step.bad("does not speak Redis' protocol");
        }
        return line.map(this::take).orElse(Step.AWAIT);
    }

    private Step take(String line) {
        if (line.startsWith("-")) {
            return Step.bad("answers " + line.substring(1));
        }
        return switch (asking) {
            case AUTH -> line.equals("+OK") ? ask() : strange(line);
            case PING -> !line.equals("+PONG") ? strange(line) : left.isEmpty() ? good("PONG") : ask();
            case INFO -> {
                if (!line.matches("\\$[0-9]{1,5}") || Integer.parseInt(line.substring(1)) > LONGEST_INFO) {
                    yield strange(line);
                }
                infoLeft = Integer.parseInt(line.substring(1));
                yield Step.AWAIT;
            }
        };
    }

    private Step info(ByteBuffer octets) {
        while (octets.hasRemaining() && info.length() < infoLeft) {
            info.append((char) (octets.get() & 0xff));
        }
        return info.length() < infoLeft ? Step.AWAIT : role();
    }

    private Step role() {
        Map<String, String> values = new TreeMap<>();
        info.toString()
                .lines()
                .map(line -> line.split(":", 2))
                .filter(pair -> pair.length == 2)
                .forEach(pair -> values.put(pair[0], pair[1].strip()));
        String role = values.getOrDefault("role", "unknown");
        String wanted = probe.role() == Probe.Redis.Role.MASTER ? "master" : "slave";
        if (!role.equals(wanted)) {
            return Step.bad("its role is " + role + ", not " + wanted);
        }
        String link = values.getOrDefault("master_link_status", "up");
        return link.equals("up") ? good("PONG, " + role) : Step.bad("its link to the master is " + link);
    }

    private static Step good(String words) {
        return new Step.Done(
                new Judgement.Good(words), ByteBuffer.wrap("*1\r\n$4\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII)));
    }

    private static Step strange(String line) {
        return Step.bad("does not answer as Redis does but '" + line + "'");
    }

    @Override
    public String awaited() {
        return asking.words;
    }
}
