package io.fairlead.tests.kernel;

import static io.fairlead.tests.kernel.SidecarProcess.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.process.Signal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a real sidecar begins, or says why it does not. */
@Tag("kernel")
class SidecarStartTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final Switch ethernet = new Switch();
    private final Switch.Host h1 = ethernet.host(11);
    private final Switch.Host h2 = ethernet.host(12);
    private final List<SidecarProcess> started = new ArrayList<>();

    @AfterEach
    void remove() {
        started.forEach(SidecarProcess::close);
        ethernet.close();
    }

    @Test
    void theAddressAloneIsEnoughAndTheStatusPagesSaySo() throws Exception {
        SidecarProcess one = start(h1, Map.of());
        one.awaitHolds(SOON);

        try (NetworkNamespace namespace = h1.open()) {
            Deadline.await(
                    "ready",
                    SOON,
                    () -> page(namespace, "/readyz").equals("healthy: Active for " + VIP + "\n"),
                    () -> page(namespace, "/readyz"));
            assertThat(page(namespace, "/healthz")).isEqualTo("alive\n");
            assertThat(page(namespace, "/metrics"))
                    .contains("fairlead_vrrp_state{vrid=\"201\",family=\"ipv4\",interface=\"eth0\",state=\"Active\"} 1")
                    .contains("fairlead_haproxy_check_healthy{check=\"socket\"} 1");
        }
        assertThat(Files.readString(folder.resolve("h11/health"))).startsWith("healthy ");
    }

    @Test
    void haproxyMayBindTheAddressThatIsElsewhere() throws Exception {
        start(h1, Map.of()).awaitHolds(SOON);
        Path bound = Files.writeString(folder.resolve("bound.cfg"), SidecarProcess.configuration("h12", VIP + ":80"));

        SidecarProcess two = start(h2, Map.of("FAIRLEAD_HAPROXY_CONFIG", bound.toString()));

        two.awaitLog("HAProxy is healthy", SOON);
        two.awaitLog("Initialize → Backup", SOON);
        assertThat(two.holds()).isFalse();
    }

    @Test
    void takeoversAreRehearsedOnLoopbackAndLeaveNothingThere() {
        SidecarProcess one = start(h1, Map.of("FAIRLEAD_LOG_LEVEL", "debug"));

        one.awaitLog("takeovers rehearsed", SOON);

        assertThat(one.log()).containsPattern("[1-9][0-9]+ takeovers rehearsed");
        assertThat(h1.run("ip", "-4", "-oneline", "address", "show", "dev", "lo")
                        .lines())
                .allMatch(line -> line.contains(" 127.0.0.1/8 "));
    }

    @Test
    void aStationThatHasTheAddressIsNamedAndWaitedFor() throws Exception {
        Switch.Host stranger = ethernet.host(99);
        stranger.run("ip", "address", "add", VIP + "/32", "dev", "eth0");
        SidecarProcess one = start(h1, Map.of());

        one.awaitLog("02:00:00:00:00:63 has one of [10.77.0.201]", SOON);
        assertThat(one.holds()).isFalse();
        try (NetworkNamespace namespace = h1.open()) {
            Deadline.await(
                    "not ready",
                    SOON,
                    () -> page(namespace, "/readyz").equals("not ready, healthy: Backup for " + VIP + "\n"),
                    () -> page(namespace, "/readyz"));
        }
        stranger.run("ip", "address", "del", VIP + "/32", "dev", "eth0");

        one.awaitHolds(SOON);
    }

    @Test
    void aPeerThatHoldsTheAddressIsNoStranger() {
        start(h1, Map.of()).awaitHolds(SOON);
        SidecarProcess two = start(h2, Map.of());
        two.awaitLog("Initialize → Backup", SOON);

        started.getFirst().sendToHaproxy(Signal.KILL);

        two.awaitHolds(SOON);
        assertThat(two.log()).doesNotContain("has one of");
    }

    @Test
    void anAddressOutsideEverySubnetIsRefusedBeforeAnythingBegins() {
        SidecarProcess one = start(h1, Map.of("FAIRLEAD_VIP", "10.99.0.1"));

        assertThat(one.awaitExit(SOON)).isEqualTo(2);
        assertThat(one.log().lines())
                .singleElement()
                .asString()
                .contains("FAIRLEAD_VIP: 10.99.0.1 is in no subnet of this container: eth0 has 10.77.0.11/24");
        assertThat(one.haproxy()).isEmpty();
    }

    @Test
    void missingCapabilitiesAreNamedWithTheLineThatGivesThem() {
        SidecarProcess one = SidecarProcess.start(
                h1, folder, Map.of(), List.of("setpriv", "--inh-caps=-net_admin", "--bounding-set=-net_admin"));
        started.add(one);

        assertThat(one.awaitExit(SOON)).isEqualTo(2);
        assertThat(one.log().lines())
                .singleElement()
                .asString()
                .contains("NET_ADMIN is missing")
                .contains("cap_add: [NET_ADMIN, NET_RAW]");
    }

    @Test
    void aConfigurationThatHaproxyRefusesIsTriedAgainWhileTheAddressIsLeftAlone() throws Exception {
        Path broken = Files.writeString(folder.resolve("broken.cfg"), "nonsense\n");
        SidecarProcess one = start(h1, Map.of("FAIRLEAD_HAPROXY_CONFIG", broken.toString()));

        one.awaitLog("HAProxy ended with status 1: starting it again in 200 ms", SOON);
        assertThat(one.log()).contains("unknown keyword 'nonsense'").doesNotContain("Backup");
        Files.writeString(broken, SidecarProcess.configuration("h11", ":80"));

        one.awaitHolds(SOON);
    }

    @Test
    void aReloadThatHaproxyRefusesShowsItsWordsAndKeepsTheOldOne() throws Exception {
        Path configuration =
                Files.writeString(folder.resolve("reloaded.cfg"), SidecarProcess.configuration("h11", ":80"));
        SidecarProcess one = start(h1, Map.of("FAIRLEAD_HAPROXY_CONFIG", configuration.toString()));
        one.awaitHolds(SOON);
        Files.writeString(configuration, "nonsense\n");

        one.send(Signal.HUP);

        one.awaitLog("it goes on with the old one", SOON);
        assertThat(one.log()).contains("unknown keyword 'nonsense'");
        assertThat(one.holds()).isTrue();
    }

    @Test
    void anAttachedSidecarGoesWithTheHaproxyThatItWatches() throws Exception {
        Path configuration = Files.writeString(folder.resolve("other.cfg"), SidecarProcess.configuration("h11", ":80"));
        Process other = new ProcessBuilder(
                        "nsenter", "--net=" + h1.file(), "haproxy", "-db", "-f", configuration.toString())
                .inheritIO()
                .start();
        try {
            SidecarProcess one = start(h1, Map.of("FAIRLEAD_HAPROXY_MODE", "attached"));
            one.awaitHolds(SOON);
            assertThat(one.haproxy())
                    .filteredOn(each -> each.pid() != other.pid())
                    .isEmpty();

            other.destroyForcibly().waitFor();

            Deadline.await("the address released", SOON, () -> !one.holds(), one::log);
            one.awaitLog("HAProxy is not healthy, so not taking part: listener", SOON);
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    private SidecarProcess start(Switch.Host host, Map<String, String> settings) {
        SidecarProcess sidecar = SidecarProcess.start(host, folder, settings);
        started.add(sidecar);
        return sidecar;
    }

    private static String page(NetworkNamespace namespace, String page) {
        try {
            return namespace.call(() -> SidecarClient.ask("127.0.0.1", 8410, page));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
