package io.fairlead.linux.sysctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SysctlTest {
    @TempDir
    private Path root;

    private Sysctl sysctl;

    @BeforeEach
    void makeSettings() throws IOException {
        Files.createDirectories(root.resolve("net/ipv4/conf/eth0.7"));
        Files.writeString(root.resolve("net/ipv4/ip_forward"), "0\n");
        Files.writeString(root.resolve("net/ipv4/tcp_rmem"), "4096\t131072\t6291456\n");
        Files.writeString(root.resolve("net/ipv4/conf/eth0.7/rp_filter"), "1\n");
        sysctl = new Sysctl(root.toString());
    }

    @Test
    void valueIsReadWithoutItsLineEnd() {
        assertThat(sysctl.read("net.ipv4.ip_forward")).contains("0");
        assertThat(sysctl.read("net.ipv4.tcp_rmem")).contains("4096 131072 6291456");
    }

    @Test
    void nameWithASlashKeepsItsDots() {
        assertThat(sysctl.read("net/ipv4/conf/eth0.7/rp_filter")).contains("1");
        assertThat(sysctl.set("net/ipv4/conf/eth0.7/rp_filter", "2")).isEqualTo(Sysctl.Outcome.CHANGED);
        assertThat(sysctl.read("net/ipv4/conf/eth0.7/rp_filter")).contains("2");
    }

    @Test
    void settingTellsWhatBecameOfIt() {
        assertThat(sysctl.set("net.ipv4.ip_forward", "1")).isEqualTo(Sysctl.Outcome.CHANGED);
        assertThat(sysctl.set("net.ipv4.ip_forward", "1")).isEqualTo(Sysctl.Outcome.ALREADY);
        assertThat(sysctl.set("net.ipv4.vs.conntrack", "1")).isEqualTo(Sysctl.Outcome.MISSING);
        assertThat(sysctl.read("net.ipv4.vs.conntrack")).isEmpty();
    }
}
