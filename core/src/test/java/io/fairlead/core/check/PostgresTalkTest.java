package io.fairlead.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PostgresTalkTest {
    private static final byte[] READY = PostgresMessages.message('Z', new byte[] {'I'});

    private static byte[] authentication(int kind, String more) {
        byte[] text = more.getBytes(StandardCharsets.ISO_8859_1);
        return PostgresMessages.message(
                'R', ByteBuffer.allocate(4 + text.length).putInt(kind).put(text).array());
    }

    private static byte[] error(String code, String text) {
        return PostgresMessages.message('E', "SFATAL", "C" + code, "M" + text, "");
    }

    private static Talk login(String... more) {
        String[] options = new String[more.length + 4];
        System.arraycopy(new String[] {"user", "check", "secret", "db"}, 0, options, 0, 4);
        System.arraycopy(more, 0, options, 4, more.length);
        return Talk.begin("postgresql", options);
    }

    @Test
    void withoutAUserItIsEnoughThatTheServerWouldTalk() {
        Talk talk = Talk.begin("postgresql");
        assertThat(talk.said()).contains("\0\3\0\0user\0fairlead\0application_name\0fairlead\0\0");
        assertThat(talk.hears(authentication(10, "SCRAM-SHA-256\0\0")).outcome())
                .isEqualTo("good: asks who we are");
        assertThat(talk.farewell()).isEqualTo("X\0\0\0\4");
        assertThat(Talk.begin("postgresql")
                        .hears(error("28000", "no pg_hba.conf entry"))
                        .outcome())
                .isEqualTo("good: answers 28000 no pg_hba.conf entry");
    }

    @Test
    void serverThatServesNobodyIsBad() {
        assertThat(Talk.begin("postgresql")
                        .hears(error("57P03", "the database system is starting up"))
                        .outcome())
                .isEqualTo("bad: answers 57P03 the database system is starting up");
        assertThat(Talk.begin("postgresql")
                        .hears(error("53300", "too many clients"))
                        .outcome())
                .startsWith("bad");
    }

    @Test
    void refusedLoginIsBad() {
        assertThat(login().hears(error("28P01", "password authentication failed"))
                        .outcome())
                .isEqualTo("bad: answers 28P01 password authentication failed");
    }

    @Test
    void everyWayOfAPasswordIsKnown() {
        assertThat(login().hears(authentication(3, "")).said()).isEqualTo("p\0\0\0\u000bs3cret\0");
        // md5(md5("s3cret" + "check") + 01 02 03 04), computed with md5sum.
        assertThat(login().hears(authentication(5, "\1\2\3\4")).said())
                .isEqualTo("p\0\0\0(md5444a1329f8b38741ec5bdeea05dd93a8\0");
        assertThat(login().hears(authentication(0, "")).hears(READY).outcome()).isEqualTo("good: lets 'check' in");
    }

    @Test
    void roleIsAskedForWhereItMatters() {
        Talk talk = login("role", "primary").hears(authentication(0, "")).hears(READY);
        assertThat(talk.said()).isEqualTo("Q\0\0\0\u001fSELECT pg_is_in_recovery()\0");
        byte[] row = PostgresMessages.message('D', new byte[] {0, 1, 0, 0, 0, 1, 't'});
        assertThat(talk.hears(row).hears(READY).outcome()).isEqualTo("bad: is standby, not primary");
    }

    @Test
    void scramIsThatOfTheStandard() {
        // RFC 7677, section 3.
        ScramSha256 scram = new ScramSha256("user", "pencil", "rOprNGfwEbeRWgbNEkqO");
        assertThat(scram.first()).isEqualTo("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
        String nonce = "rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0";
        assertThat(scram.second("r=" + nonce + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096"))
                .contains("c=biws,r=" + nonce + ",p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        assertThat(scram.isProof("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="))
                .isTrue();
        assertThat(scram.isProof("v=7rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4="))
                .isFalse();
        assertThat(scram.second("r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")).isEmpty();
        assertThat(scram.second("r=" + nonce + ",s=W22ZaJ0SNY7soEsUEjb6gQ==,i=999999"))
                .isEmpty();
    }

    @Test
    void somethingElseIsNoPostgres() {
        assertThat(Talk.begin("postgresql")
                        .hears("HTTP/1.1 400 Bad Request\r\n")
                        .outcome())
                .isEqualTo("bad: does not speak PostgreSQL's protocol");
    }
}
