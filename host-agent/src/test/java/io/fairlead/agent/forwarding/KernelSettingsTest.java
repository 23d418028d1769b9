package io.fairlead.agent.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.linux.sysctl.Sysctl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelSettingsTest {
    @TempDir
    private Path folder;

    private final Findings findings = new Findings();

    @BeforeEach
    void fresh() throws IOException {
        put("kernel/osrelease", "6.12.0-amd64");
        put("net/ipv4/ip_forward", "0");
        put("net/ipv4/conf/all/rp_filter", "0");
        put("net/ipv4/vs/conntrack", "0");
        put("net/ipv4/vs/expire_nodest_conn", "0");
        put("net/ipv4/vs/expire_quiescent_template", "0");
        put("net/ipv4/vs/conn_reuse_mode", "1");
        put("net/ipv6/conf/all/forwarding", "0");
    }

    @Test
    void whatForwardingNeedsIsWrittenAndShown() {
        Map<String, String> values = settings(true).apply(true, true, false, findings);

        assertThat(values)
                .containsExactly(
                        Map.entry("net.ipv4.ip_forward", "1"),
                        Map.entry("net.ipv4.conf.all.rp_filter", "0"),
                        Map.entry("net.ipv4.vs.conntrack", "1"),
                        Map.entry("net.ipv4.vs.expire_nodest_conn", "1"),
                        Map.entry("net.ipv4.vs.expire_quiescent_template", "1"),
                        Map.entry("net.ipv4.vs.conn_reuse_mode", "1"));
        assertThat(findings.problems()).isEmpty();
        assertThat(findings.warnings()).isEmpty();
    }

    @Test
    void whatMayNotBeWrittenIsAProblemOrAWarningWithTheCommand() {
        settings(false).apply(true, true, false, findings);

        assertThat(findings.problems())
                .containsExactly("net.ipv4.ip_forward is 0, so the host forwards nothing between LAN and containers; on"
                        + " the host run 'sysctl -w net.ipv4.ip_forward=1'");
        assertThat(findings.warnings()).hasSize(3).allMatch(warning -> warning.contains("run 'sysctl -w net.ipv4.vs."));
    }

    @Test
    void settingThatTheKernelLacksIsSaidToBeMissing() throws IOException {
        Files.delete(folder.resolve("net/ipv4/vs/conntrack"));

        assertThat(settings(true).apply(true, true, false, findings))
                .containsEntry("net.ipv4.vs.conntrack", "not in this kernel");
        assertThat(findings.warnings())
                .singleElement()
                .asString()
                .startsWith("net.ipv4.vs.conntrack is not in this kernel, so clients in the containers' own networks");
    }

    @Test
    void oldKernelsDoNotReuseConnections() throws IOException {
        put("kernel/osrelease", "5.4.0-150-generic");

        assertThat(settings(true).apply(true, true, false, findings)).containsEntry("net.ipv4.vs.conn_reuse_mode", "0");
    }

    @Test
    void kernelReleasesAreCompared() {
        assertThat(List.of("4.19.0-21-amd64", "5.8.18", "5.4")).allMatch(KernelSettings::isBefore59);
        assertThat(List.of("5.9.0", "5.10.0-rc1", "6.1.176", "10.0", "", "custom"))
                .noneMatch(KernelSettings::isBefore59);
    }

    @Test
    void ipv6IsOnlyCheckedForAHostMayLiveOnRouterAdvertisements() {
        assertThat(settings(true).apply(false, false, true, findings))
                .containsExactly(Map.entry("net.ipv6.conf.all.forwarding", "0"));
        assertThat(findings.problems()).singleElement().asString().contains("accept_ra=2");
    }

    @Test
    void strictReversePathFilterIsOnlyWarnedOf() throws IOException {
        put("net/ipv4/conf/all/rp_filter", "1");

        assertThat(settings(true).apply(false, true, false, findings))
                .containsEntry("net.ipv4.conf.all.rp_filter", "1");
        assertThat(findings.warnings())
                .singleElement()
                .asString()
                .startsWith("net.ipv4.conf.all.rp_filter is 1 (strict)");
    }

    @Test
    void whatWasWrittenIsPutBackInALaterLifeButForIpForward() throws IOException {
        settings(true).apply(true, true, false, findings);
        put("net/ipv4/vs/expire_nodest_conn", "2");

        assertThat(settings(true).putBack())
                .containsExactly(
                        "net.ipv4.ip_forward stays 1, for Docker needs it; it was 0",
                        "net.ipv4.vs.conntrack is 0 again",
                        "net.ipv4.vs.expire_quiescent_template is 0 again");

        assertThat(Files.readString(folder.resolve("net/ipv4/vs/expire_nodest_conn")))
                .isEqualTo("2\n");
        assertThat(settings(true).putBack()).isEmpty();
    }

    private KernelSettings settings(boolean write) {
        Journal journal = Journal.open(new StateFile(folder.resolve("notes/forwarding"), "this boot"));
        return new KernelSettings(List.of(new Sysctl(folder.toString())), journal, write);
    }

    private void put(String name, String value) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, value + "\n");
    }
}
