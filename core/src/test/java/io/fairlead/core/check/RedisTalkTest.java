package io.fairlead.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RedisTalkTest {
    private static final String PING = "*1\r\n$4\r\nPING\r\n";

    private static String info(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    @Test
    void pongIsGood() {
        Talk talk = Talk.begin("redis");
        assertThat(talk.said()).isEqualTo(PING);
        assertThat(talk.outcome()).isEqualTo("awaits its PONG");
        assertThat(talk.hears("+PONG\r\n").outcome()).isEqualTo("good: PONG");
        assertThat(talk.farewell()).isEqualTo("*1\r\n$4\r\nQUIT\r\n");
    }

    @Test
    void passwordGoesFirst() {
        Talk talk = Talk.begin("redis", "secret", "db");
        assertThat(talk.said()).isEqualTo("*2\r\n$4\r\nAUTH\r\n$6\r\ns3cret\r\n");
        assertThat(talk.hears("+OK\r\n").said()).isEqualTo(PING);
        assertThat(Talk.begin("redis", "user", "me", "password", "ä").said())
                .isEqualTo("*3\r\n$4\r\nAUTH\r\n$2\r\nme\r\n$2\r\n\u00c3\u00a4\r\n");
    }

    @Test
    void errorsAreQuoted() {
        assertThat(Talk.begin("redis")
                        .hears("-NOAUTH Authentication required.\r\n")
                        .outcome())
                .isEqualTo("bad: answers NOAUTH Authentication required.");
        assertThat(Talk.begin("redis")
                        .hears("-LOADING Redis is loading the dataset in memory\r\n")
                        .outcome())
                .startsWith("bad: answers LOADING");
        assertThat(Talk.begin("redis").hears("HTTP/1.1 400 Bad Request\r\n").outcome())
                .isEqualTo("bad: does not answer as Redis does but 'HTTP/1.1 400 Bad Request'");
    }

    @Test
    void roleIsAskedForWhereItMatters() {
        Talk talk = Talk.begin("redis", "role", "master").hears("+PONG\r\n");
        assertThat(talk.said()).isEqualTo("*2\r\n$4\r\nINFO\r\n$11\r\nreplication\r\n");
        assertThat(talk.hears(info("# Replication\r\nrole:master\r\n")).outcome())
                .isEqualTo("good: PONG, master");
        assertThat(Talk.begin("redis", "role", "master")
                        .hears("+PONG\r\n")
                        .hears(info("role:slave\r\nmaster_link_status:up\r\n"))
                        .outcome())
                .isEqualTo("bad: its role is slave, not master");
        assertThat(Talk.begin("redis", "role", "replica")
                        .hears("+PONG\r\n")
                        .hears(info("role:slave\r\nmaster_link_status:down\r\n"))
                        .outcome())
                .isEqualTo("bad: its link to the master is down");
    }
}
