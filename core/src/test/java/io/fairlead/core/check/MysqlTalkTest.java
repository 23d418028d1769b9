package io.fairlead.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class MysqlTalkTest {
    private static final Recording NODE = Recording.of("galera-node.txt");

    private static Talk begin(String kind) {
        return Talk.begin(kind, "user", "check", "secret", "db");
    }

    private static Talk loggingIn(String kind) {
        return begin(kind).hears(NODE.octets("greeting"));
    }

    @Test
    void greetingIsEnoughWithoutAUser() {
        Talk talk = Talk.begin("mysql");
        assertThat(talk.outcome()).isEqualTo("awaits its greeting");
        assertThat(talk.hears(NODE.octets("greeting")).outcome())
                .isEqualTo("good: greets as 5.5.5-10.11.19-MariaDB-0+deb12u1");
    }

    @Test
    void loginIsThatOfARealClient() {
        assertThat(loggingIn("mysql").saidOctets()).isEqualTo(NODE.octets("login, ours"));
        assertThat(loggingIn("mysql").outcome()).isEqualTo("awaits the answer to the login");
    }

    @Test
    void whoIsLetInSaysGoodBye() {
        Talk talk = loggingIn("mysql").hears(NODE.octets("answer to the login"));
        assertThat(talk.outcome()).isEqualTo("good: it lets 'check' in");
        assertThat(talk.farewell()).isEqualTo("\1\0\0\0\1");
    }

    @Test
    void nodeThatIsSyncedIsGood() {
        Talk talk = loggingIn("galera").hears(NODE.octets("answer to the login"));
        assertThat(talk.said()).contains("\3SHOW GLOBAL STATUS");
        talk.hears(NODE.octets("status"));
        assertThat(talk.said()).contains("\3SHOW GLOBAL VARIABLES");
        assertThat(talk.hears(NODE.octets("variables")).outcome()).isEqualTo("good: synced, one of 3 nodes");
    }

    @Test
    void refusalIsQuoted() {
        assertThat(Talk.begin("mysql")
                        .hears(error(0, 1040, "Too many connections"))
                        .outcome())
                .isEqualTo("bad: says error: 1040 Too many connections");
        assertThat(loggingIn("mysql")
                        .hears(error(2, 1045, "#28000Access denied for user"))
                        .outcome())
                .isEqualTo("bad: refuses the login of 'check': 1045 Access denied for user");
    }

    private static byte[] error(int number, int code, String text) {
        String payload = "\u00ff" + (char) (code & 0xff) + (char) (code >> 8) + text;
        return MysqlPackets.packet(number, payload.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void serverMayAskForAnotherWay() {
        String scramble = "0102030405060708090a0b0c0d0e0f1011121314";
        Talk native_ =
                loggingIn("mysql").hearsHex("2c000002 fe" + hex("mysql_native_password") + "00" + scramble + "00");
        assertThat(native_.saidOctets()).hasSize(24).startsWith(20, 0, 0, 3);
        Talk sha2 = loggingIn("mysql").hearsHex("2c000002 fe" + hex("caching_sha2_password") + "00" + scramble + "00");
        assertThat(sha2.saidOctets()).hasSize(36).startsWith(32, 0, 0, 3);
        assertThat(sha2.hearsHex("02000004 0103").outcome()).startsWith("awaits");
        assertThat(sha2.hears(NODE.octets("answer to the login")).outcome()).startsWith("good");
    }

    @Test
    void passwordThatIsNotInTheCacheIsExplained() {
        Talk talk = loggingIn("mysql")
                .hearsHex("2c000002 fe" + hex("caching_sha2_password") + "00" + "01".repeat(20) + "00")
                .hearsHex("02000004 0104");
        assertThat(talk.outcome()).startsWith("bad: wants the password of 'check' over TLS");
    }

    @Test
    void unknownWayIsNamed() {
        assertThat(loggingIn("mysql")
                        .hearsHex("10000002 fe" + hex("client_ed25519") + "00")
                        .outcome())
                .startsWith("bad: wants a login by client_ed25519");
    }

    @Test
    void shaProofsAreThoseOfTheProtocol() {
        byte[] scramble = HexFormat.of().parseHex("3e23326f5b5c3a4b4c7b462c47602e632c4d225f");
        assertThat(MysqlPassword.NATIVE.prove("s3cret", scramble))
                .isEqualTo(HexFormat.of().parseHex("b0b2531ced2518de234aad964daa210488a25fb9"));
        assertThat(MysqlPassword.NATIVE.prove("", scramble)).isEmpty();
        assertThat(MysqlPassword.CACHING_SHA2.prove("s3cret", scramble)).hasSize(32);
    }

    @Test
    void missingSecretIsAFailureOfTheCheck() {
        assertThat(Talk.begin("mysql", "user", "check", "secret", "gone").outcome())
                .isEqualTo("bad: the check cannot be run: the secret 'gone' cannot be read");
    }

    @Test
    void somethingElseIsNoMysql() {
        assertThat(Talk.begin("mysql").hears("SSH-2.0-OpenSSH\r\n").outcome())
                .isEqualTo("bad: does not speak MySQL's protocol, or says more than is believed");
        assertThat(Talk.begin("mysql").hearsHex("03000000 090a0b").outcome())
                .isEqualTo("bad: does not speak MySQL's protocol");
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
