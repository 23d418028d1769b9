package io.fairlead.core.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Waits for a MySQL server's greeting, logs in if there is a user, asks some questions, and says good bye, so that the
 * server does not count an aborted connection.
 *
 * <pre>
 *   GREETING ─► LOGIN ─► HEAD ─► COLUMNS ─► ROWS ─► (next question: HEAD) ─► over
 * </pre>
 */
final class MysqlTalk implements Conversation {
    private static final int OK = 0x00;
    private static final int MORE = 0x01;
    private static final int END = 0xfe;
    private static final int ERROR = 0xff;
    private static final int FAST_WAY_DONE = 3;
    private static final int COM_QUIT = 1;
    private static final int COM_QUERY = 3;
    private static final int LONGEST_END = 8;
    private static final int MOST_ROWS = 1000;

    /** What comes next. */
    private enum Awaiting {
        GREETING("its greeting"),
        LOGIN("the answer to the login"),
        HEAD("the answer to a query"),
        COLUMNS("the answer to a query"),
        ROWS("the answer to a query");

        private final String words;

        Awaiting(String words) {
            this.words = words;
        }
    }

    private final Login login;
    private final Optional<String> password;
    private final List<String> queries;
    private final Function<Map<String, String>, Judgement> judge;
    private final MysqlPackets packets = new MysqlPackets();
    private final Map<String, String> values = new TreeMap<>();
    private Awaiting awaiting = Awaiting.GREETING;
    private String version = "";
    private int asked;
    private int rows;

    /** {@code judge} gets the first two columns of all answers: names in lower case, and values. */
    MysqlTalk(Login login, Supply supply, List<String> queries, Function<Map<String, String>, Judgement> judge) {
        this.login = login;
        this.password = login.password(supply);
        this.queries = queries;
        this.judge = judge;
    }

    /** Content with a login, or with the greeting where there is no user. */
    static MysqlTalk plain(Login login, Supply supply) {
        return new MysqlTalk(login, supply, List.of(), _ -> new Judgement.Good("it lets '" + login.user() + "' in"));
    }

    @Override
    public Step opened() {
        return password.isEmpty() ? Step.bad(login.noSecret()) : Step.AWAIT;
    }

    @Override
    public Step received(ByteBuffer octets) {
        Step step = Step.AWAIT;
        while (step.equals(Step.AWAIT)) {
            Optional<ByteBuffer> packet = packets.next(octets);
            if (packets.isTooLong()) {
                return Step.bad("does not speak MySQL's protocol, or says more than is believed");
            }
            if (packet.isEmpty()) {
                return step;
            }
            step = take(packet.get());
        }
        return step;
    }

    private Step take(ByteBuffer packet) {
        int first = new MysqlFields(packet).first();
        if (first == ERROR) {
            return error(packet);
        }
        return switch (awaiting) {
            case GREETING -> greeting(packet);
            case LOGIN -> loginAnswer(packet, first);
            case HEAD -> {
                awaiting = first == OK ? Awaiting.HEAD : Awaiting.COLUMNS;
                yield first == OK ? next() : Step.AWAIT;
            }
            case COLUMNS -> {
                awaiting = isEnd(packet, first) ? Awaiting.ROWS : Awaiting.COLUMNS;
                yield counted();
            }
            case ROWS -> isEnd(packet, first) ? next() : row(packet);
        };
    }

    private static boolean isEnd(ByteBuffer packet, int first) {
        return first == END && packet.remaining() <= LONGEST_END;
    }

    private Step error(ByteBuffer packet) {
        MysqlFields fields = new MysqlFields(packet);
        fields.number(1);
        long code = fields.number(2);
        String said = fields.rest();
        String message = said.startsWith("#") && said.length() > 6 ? said.substring(6) : said;
        String where = awaiting == Awaiting.LOGIN ? "refuses the login of '" + login.user() + "'" : "says error";
        return Step.bad(where + ": " + code + " " + message);
    }

    private Step greeting(ByteBuffer packet) {
        Optional<MysqlGreeting> greeting = MysqlGreeting.parse(packet);
        if (greeting.isEmpty()) {
            return Step.bad("does not speak MySQL's protocol");
        }
        version = greeting.get().version();
        if (login.user().isEmpty()) {
            return Step.good("greets as " + version);
        }
        awaiting = Awaiting.LOGIN;
        return say(packets.nextNumber(), greeting.get().login(login.user(), password.orElseThrow()));
    }

    private Step loginAnswer(ByteBuffer packet, int first) {
        MysqlFields fields = new MysqlFields(packet);
        fields.number(1);
        return switch (first) {
            case OK -> next();
            case END -> switchWay(fields);
            case MORE ->
                fields.number(1) == FAST_WAY_DONE
                        ? Step.AWAIT
                        : Step.bad("wants the password of '" + login.user()
                                + "' over TLS, since it is not in its cache: let it"
                                + " log in by another way once, or give it mysql_native_password");
            default -> Step.bad("does not speak MySQL's protocol after the login");
        };
    }

    private Step switchWay(MysqlFields fields) {
        String plugin = fields.text();
        Optional<MysqlPassword> way = MysqlPassword.of(plugin);
        if (way.isEmpty()) {
            return Step.bad("wants a login by " + plugin + ", which a check cannot do: give '" + login.user()
                    + "' mysql_native_password or caching_sha2_password");
        }
        byte[] scramble = fields.octets(20);
        return say(packets.nextNumber(), way.get().prove(password.orElseThrow(), scramble));
    }

    private Step row(ByteBuffer packet) {
        MysqlFields fields = new MysqlFields(packet);
        Optional<String> name = fields.encodedText();
        Optional<String> value = fields.encodedText();
        name.ifPresent(key -> values.put(key.toLowerCase(java.util.Locale.ROOT), value.orElse("")));
        return counted();
    }

    private Step counted() {
        return ++rows > MOST_ROWS ? Step.bad("says more than is believed") : Step.AWAIT;
    }

    private Step next() {
        if (asked == queries.size()) {
            return new Step.Done(judge.apply(values), ByteBuffer.wrap(MysqlPackets.packet(0, new byte[] {COM_QUIT})));
        }
        awaiting = Awaiting.HEAD;
        byte[] text = queries.get(asked++).getBytes(StandardCharsets.UTF_8);
        byte[] query = new byte[text.length + 1];
        query[0] = COM_QUERY;
        System.arraycopy(text, 0, query, 1, text.length);
        return say(0, query);
    }

    private static Step say(int number, byte[] payload) {
        return Step.say(MysqlPackets.packet(number, payload));
    }

    @Override
    public String awaited() {
        return awaiting.words;
    }
}
