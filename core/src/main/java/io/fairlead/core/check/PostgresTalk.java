package io.fairlead.core.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks PostgreSQL to be let in. Without a user it is content when the server would talk to anybody, as {@code pg_isready}
 * is; with one it logs in, and asks for the role where that matters.
 */
final class PostgresTalk implements Conversation {
    private static final String NOBODY = "fairlead";

    /** cannot_connect_now, too_many_connections, admin_shutdown, crash_shutdown: it serves nobody. */
    private static final Set<String> SERVES_NOBODY = Set.of("57P03", "53300", "57P01", "57P02");

    private static final Pattern ERROR_FIELD = Pattern.compile("([A-Za-z])([^\0]*)\0");
    private static final String ROLE_QUERY = "SELECT pg_is_in_recovery()";
    private static final int AUTHENTICATED = 0;
    private static final int CLEAR_TEXT = 3;
    private static final int MD5 = 5;
    private static final int SASL = 10;
    private static final int SASL_CONTINUE = 11;
    private static final int SASL_FINAL = 12;

    private final Probe.Postgres probe;
    private final Optional<String> password;
    private final PostgresMessages messages = new PostgresMessages();
    private final ScramSha256 scram;
    private String awaited = "the answer to the login";
    private String role = "";
    private boolean roleAsked;

    PostgresTalk(Probe.Postgres probe, Supply supply) {
        this.probe = probe;
        this.password = probe.login().password(supply);
        this.scram = new ScramSha256("", password.orElse(""), "fairlead" + Long.toHexString(supply.chance()));
    }

    private boolean isAnonymous() {
        return probe.login().user().isEmpty();
    }

    @Override
    public Step opened() {
        return password.isEmpty()
                ? Step.bad(probe.login().noSecret())
                : Step.say(PostgresMessages.startup(
                        isAnonymous() ? NOBODY : probe.login().user(), probe.database()));
    }

    @Override
    public Step received(ByteBuffer octets) {
        Step step = Step.AWAIT;
        while (step.equals(Step.AWAIT)) {
            Optional<PostgresMessages.Message> message = messages.next(octets);
            if (messages.isWrong()) {
                return Step.bad("does not speak PostgreSQL's protocol");
            }
            if (message.isEmpty()) {
                return step;
            }
            step = take(message.get());
        }
        return step;
    }

    private Step take(PostgresMessages.Message message) {
        return switch (message.type()) {
            case 'E' -> error(message.text());
            case 'R' -> isAnonymous() ? goodBye("asks who we are") : authentication(message);
            case 'Z' -> ready();
            case 'D' -> {
                role = message.text().endsWith("t") ? "standby" : "primary";
                yield Step.AWAIT;
            }
            // Notices, parameters, the backend's key, descriptions and ends of rows.
            case 'N', 'S', 'K', 'T', 'C', 'v' -> Step.AWAIT;
            default -> Step.bad("does not speak PostgreSQL's protocol");
        };
    }

    private Step error(String fields) {
        String code = "";
        String text = "";
        Matcher matcher = ERROR_FIELD.matcher(fields);
        while (matcher.find()) {
            code = matcher.group(1).equals("C") ? matcher.group(2) : code;
            text = matcher.group(1).equals("M") ? matcher.group(2) : text;
        }
        if (code.isEmpty()) {
            return Step.bad("does not speak PostgreSQL's protocol");
        }
        return isAnonymous() && !SERVES_NOBODY.contains(code)
                ? Step.good("answers " + code + " " + text)
                : Step.bad("answers " + code + " " + text);
    }

    private Step authentication(PostgresMessages.Message message) {
        return switch (message.number()) {
            case AUTHENTICATED -> Step.AWAIT;
            case CLEAR_TEXT -> Step.say(PostgresMessages.message('p', password.orElseThrow()));
            case MD5 -> Step.say(PostgresMessages.message('p', md5(message.body())));
            case SASL ->
                message.textAfter(4).contains(ScramSha256.NAME)
                        ? Step.say(saslFirst())
                        : Step.bad("wants a login that a check cannot do: " + message.textAfter(4));
            case SASL_CONTINUE ->
                scram.second(message.textAfter(4))
                        .map(text -> Step.say(PostgresMessages.message('p', text.getBytes(StandardCharsets.UTF_8))))
                        .orElseGet(() -> Step.bad("its part of " + ScramSha256.NAME + " is wrong"));
            case SASL_FINAL ->
                scram.isProof(message.textAfter(4)) ? Step.AWAIT : Step.bad("does not know the password itself");
            default -> Step.bad("wants a login that a check cannot do");
        };
    }

    private byte[] saslFirst() {
        byte[] first = scram.first().getBytes(StandardCharsets.UTF_8);
        byte[] name = (ScramSha256.NAME + "\0").getBytes(StandardCharsets.UTF_8);
        return PostgresMessages.message(
                'p',
                ByteBuffer.allocate(name.length + Integer.BYTES + first.length)
                        .put(name)
                        .putInt(first.length)
                        .put(first)
                        .array());
    }

    private String md5(ByteBuffer message) {
        MessageDigest md5 = BodyDigest.Digests.of("MD5");
        String inner = HexFormat.of()
                .formatHex(
                        md5.digest((password.orElseThrow() + probe.login().user()).getBytes(StandardCharsets.UTF_8)));
        md5.update(inner.getBytes(StandardCharsets.UTF_8));
        md5.update(message.slice(Math.min(4, message.limit()), Math.max(0, message.limit() - 4)));
        return "md5" + HexFormat.of().formatHex(md5.digest());
    }

    private Step ready() {
        boolean any = probe.role() == Probe.Postgres.Role.ANY;
        if (!any && !roleAsked) {
            roleAsked = true;
            awaited = "its role";
            return Step.say(PostgresMessages.message('Q', ROLE_QUERY));
        }
        String wanted = probe.role() == Probe.Postgres.Role.PRIMARY ? "primary" : "standby";
        if (!any && !role.equals(wanted)) {
            return Step.bad("is " + (role.isEmpty() ? "of unknown role" : role) + ", not " + wanted);
        }
        return goodBye("lets '" + probe.login().user() + "' in" + (any ? "" : ", " + role));
    }

    private static Step goodBye(String words) {
        return new Step.Done(new Judgement.Good(words), ByteBuffer.wrap(PostgresMessages.message('X', new byte[0])));
    }

    @Override
    public String awaited() {
        return awaited;
    }
}
