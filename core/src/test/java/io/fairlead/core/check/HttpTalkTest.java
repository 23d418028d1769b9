package io.fairlead.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HttpTalkTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @Test
    void pageOfTheVirtualHostIsAskedFor() {
        assertThat(Talk.begin("http", "path", "/health?deep=1", "host", "shop.example")
                        .said())
                .startsWith("GET /health?deep=1 HTTP/1.1\r\nHost: shop.example\r\n")
                .contains("Connection: close\r\n")
                .endsWith("\r\n\r\n");
        assertThat(Talk.begin("http", "method", "HEAD").said())
                .startsWith("HEAD / HTTP/1.1\r\nHost: 10.0.0.7:8080\r\n");
    }

    @Test
    void usualPortIsLeftOutOfTheHostField() {
        assertThat(Talk.begin("http", "port", "80").said()).contains("Host: 10.0.0.7\r\n");
        assertThat(Talk.begin("https", "port", "443").said()).contains("Host: 10.0.0.7\r\n");
    }

    @Test
    void statusAloneIsEnough() {
        assertThat(Talk.begin("http").hears(OK).outcome()).isEqualTo("awaits its status");
        assertThat(Talk.begin("http").hears(OK + "Server: x\r\n\r\n").outcome()).isEqualTo("good: status 200");
    }

    @Test
    void statusOutsideTheSetIsBad() {
        assertThat(Talk.begin("http")
                        .hears("HTTP/1.0 503 Service Unavailable\r\n\r\n")
                        .outcome())
                .isEqualTo("bad: answers with status 503, not 200-399");
        assertThat(Talk.begin("http", "status", "204,401")
                        .hears("HTTP/1.1 401\r\n\r\n")
                        .outcome())
                .isEqualTo("good: status 401");
    }

    @Test
    void interimAnswersArePassedOver() {
        assertThat(Talk.begin("http")
                        .hears("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 404 No\r\n\r\n")
                        .outcome())
                .isEqualTo("bad: answers with status 404, not 200-399");
    }

    @Test
    void bodyOfKnownLengthIsSearched() {
        String page = OK + "content-length: 11\r\n\r\n";
        assertThat(Talk.begin("http", "body", "ready").hears(page + "all rea").outcome())
                .isEqualTo("awaits the end of its page");
        assertThat(Talk.begin("http", "body", "ready")
                        .hears(page + "all ready\r\n")
                        .outcome())
                .isEqualTo("good: status 200 and the page that is wanted");
        assertThat(Talk.begin("http", "body", "ready")
                        .hears(page + "not redy!!!")
                        .outcome())
                .isEqualTo("bad: 'ready' is not in its page");
    }

    @Test
    void chunksAreJoined() {
        String page = OK + "Transfer-Encoding: chunked\r\n\r\n2;x=y\r\nre\r\n3\r\nady\r\n0\r\nTrailer: 1\r\n\r\n";
        assertThat(Talk.begin("http", "body-pattern", "^re.dy$").hears(page).outcome())
                .isEqualTo("good: status 200 and the page that is wanted");
    }

    @Test
    void bodyWithoutLengthEndsWithTheConnection() {
        Talk talk = Talk.begin("http", "body", "ready").hears(OK + "\r\nre").hears("ady");
        assertThat(talk.outcome()).isEqualTo("awaits the end of its page");
        assertThat(talk.closes().outcome()).startsWith("good");
    }

    @Test
    void bodyThatBreaksOffIsBad() {
        assertThat(Talk.begin("http", "body", "ready")
                        .hears(OK + "Content-Length: 9\r\n\r\nready")
                        .closes()
                        .outcome())
                .isEqualTo("bad: closed the connection while the end of its page was awaited");
        assertThat(Talk.begin("http").closes().outcome())
                .isEqualTo("bad: closed the connection while its status was awaited");
    }

    @Test
    void digestIsOfTheBodyAlone() {
        String page = OK + "Content-Length: 5\r\n\r\nhello";
        assertThat(Talk.begin("http", "digest", "md5:5d41402abc4b2a76b9719d911017c592")
                        .hears(page)
                        .outcome())
                .startsWith("good");
        assertThat(Talk.begin(
                                "http",
                                "digest",
                                "sha256:2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824")
                        .hears(page)
                        .outcome())
                .startsWith("good");
        assertThat(Talk.begin("http", "digest", "md5:00000000000000000000000000000000")
                        .hears(page)
                        .outcome())
                .isEqualTo("bad: the digest of its page is 5d41402abc4b2a76b9719d911017c592");
    }

    @Test
    void bodyIsComparedInUtf8() {
        assertThat(Talk.begin("http", "body", "läuft")
                        .hears(OK + "Content-Length: 6\r\n\r\nl\u00c3\u00a4uft")
                        .outcome())
                .startsWith("good");
    }

    @Test
    void whatIsNotHttpIsQuoted() {
        assertThat(Talk.begin("http").hears("SSH-2.0-OpenSSH_9.2\r\n").outcome())
                .isEqualTo("bad: does not speak HTTP but says 'SSH-2.0-OpenSSH_9.2'");
    }

    @Test
    void headerWithoutEndIsCut() {
        assertThat(Talk.begin("http").hears(OK + "a: b\r\n".repeat(1000)).outcome())
                .isEqualTo("bad: its header has more than 200 lines");
        assertThat(Talk.begin("http").hears("x".repeat(20_000)).outcome())
                .isEqualTo("bad: a line of its header has more than 16384 characters");
    }

    @Test
    void patternThatTakesTooLongIsBad() {
        String page = OK + "Content-Length: 40\r\n\r\n" + "a".repeat(39) + "!";
        assertThat(Talk.begin("http", "body-pattern", "^(a+)+\\1$").hears(page).outcome())
                .isEqualTo("bad: the pattern of its page takes too long");
    }

    @Test
    void certificateThatEndsSoonIsAWarningAndOneThatHasEndedAFailure() {
        Tls tls = Talk.settings("https", "certificate-days", "14").probe().tls().orElseThrow();
        Judgement good = new Judgement.Good("status 200");
        assertThat(tls.with(good, 15 * 86_400)).isEqualTo(good);
        assertThat(tls.with(good, 13 * 86_400))
                .isEqualTo(new Judgement.Good("status 200", 100, "its certificate ends in 13 days"));
        assertThat(tls.with(good, -7200)).isEqualTo(new Judgement.Bad("its certificate has ended 2 hours ago"));
        assertThat(new Tls("", false, 0).with(good, -7200)).isEqualTo(good);
    }
}
