package io.fairlead.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HaproxyTalkTest {
    private static final String HEAD = "# pxname,svname,qcur,status,weight,act,bck,\n";
    private static final String SHOP = "shop,BACKEND,0,UP,3,3,0,\n";
    private static final String DB = "db,BACKEND,0,DOWN,0,0,0,\n";

    @Test
    void backendsWithEnoughServersAreGood() {
        Talk talk = Talk.begin("haproxy");
        assertThat(talk.said()).isEqualTo("show stat -1 2 -1\n");
        assertThat(talk.hears(HEAD + SHOP).outcome()).isEqualTo("awaits its statistics");
        assertThat(talk.hears("\n").outcome()).isEqualTo("good: 3 servers of 1 backends are up");
    }

    @Test
    void everyBackendCountsUnlessOneIsNamed() {
        assertThat(Talk.begin("haproxy").hears(HEAD + SHOP + DB + "\n").outcome())
                .isEqualTo("bad: backend db is DOWN");
        assertThat(Talk.begin("haproxy", "backend", "shop")
                        .hears(HEAD + SHOP + DB + "\n")
                        .outcome())
                .startsWith("good");
        assertThat(Talk.begin("haproxy", "backend", "web")
                        .hears(HEAD + SHOP + "\n")
                        .outcome())
                .isEqualTo("bad: has no backend web");
    }

    @Test
    void tooFewServersAreBad() {
        assertThat(Talk.begin("haproxy", "servers", "4")
                        .hears(HEAD + SHOP + "\n")
                        .outcome())
                .isEqualTo("bad: backend shop has 3 servers up, fewer than 4");
    }

    @Test
    void somethingElseIsNoRuntimeSocket() {
        assertThat(Talk.begin("haproxy").hears("Unknown command\n").outcome())
                .isEqualTo("bad: is no runtime socket of HAProxy but says 'Unknown command'");
    }
}
