package io.fairlead.core.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a server says first, protocol version 10, and the answer to it.
 *
 * <pre>
 *   10 | version NUL | thread 4 | scramble 8 | 0 | capabilities 2 | charset 1 | status 2 | capabilities 2 |
 *   length of the scramble 1 | reserved 10 | rest of the scramble, 12 and a NUL | plugin NUL
 * </pre>
 */
final class MysqlGreeting {
    private static final int PROTOCOL = 10;
    private static final int CLIENT_LONG_PASSWORD = 1;
    private static final int CLIENT_PROTOCOL_41 = 0x200;
    private static final int CLIENT_TRANSACTIONS = 0x2000;
    private static final int CLIENT_SECURE_CONNECTION = 0x8000;
    private static final int CLIENT_PLUGIN_AUTH = 0x80000;
    private static final int CAPABILITIES = CLIENT_LONG_PASSWORD
            | CLIENT_PROTOCOL_41
            | CLIENT_TRANSACTIONS
            | CLIENT_SECURE_CONNECTION
            | CLIENT_PLUGIN_AUTH;
    private static final int UTF8 = 33;
    private static final int FIRST_PART = 8;
    private static final int BETWEEN_THE_PARTS = 19;
    private static final int SCRAMBLE = 20;

    /** Capabilities, longest packet, character set and 23 octets of nothing. */
    private static final int FIXED = 32;

    private final String version;
    private final byte[] scramble;
    private final String plugin;

    private MysqlGreeting(String version, byte[] scramble, String plugin) {
        this.version = version;
        this.scramble = scramble;
        this.plugin = plugin;
    }

    /** Empty if it is none. */
    static Optional<MysqlGreeting> parse(ByteBuffer packet) {
        MysqlFields fields = new MysqlFields(packet);
        if (fields.number(1) != PROTOCOL) {
            return Optional.empty();
        }
        String version = fields.text();
        fields.number(4);
        byte[] scramble = Arrays.copyOf(fields.octets(FIRST_PART), SCRAMBLE);
        fields.octets(BETWEEN_THE_PARTS);
        if (fields.remaining() < SCRAMBLE - FIRST_PART) {
            return Optional.empty();
        }
        System.arraycopy(fields.octets(SCRAMBLE - FIRST_PART), 0, scramble, FIRST_PART, SCRAMBLE - FIRST_PART);
        fields.number(1);
        return Optional.of(new MysqlGreeting(version, scramble, fields.text()));
    }

    String version() {
        return version;
    }

    /** The way to log in that the server proposes, or the old one, from which it may still ask us to switch. */
    MysqlPassword way() {
        return MysqlPassword.of(plugin).orElse(MysqlPassword.NATIVE);
    }

    /** The answer that logs in, as a payload. */
    byte[] login(String user, String password) {
        byte[] proof = way().prove(password, scramble);
        byte[] name = (user + "\0").getBytes(StandardCharsets.UTF_8);
        byte[] plugin = (way().plugin() + "\0").getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(FIXED + name.length + 1 + proof.length + plugin.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(CAPABILITIES)
                .putInt(MysqlPackets.LONGEST)
                .put((byte) UTF8)
                .position(FIXED)
                .put(name)
                .put((byte) proof.length)
                .put(proof)
                .put(plugin)
                .array();
    }
}
