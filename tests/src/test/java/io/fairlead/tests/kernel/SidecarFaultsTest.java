package io.fairlead.tests.kernel;

import static io.fairlead.tests.kernel.SidecarProcess.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.linux.process.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real sidecars with real HAProxies, at their defaults, of which the first holds the address; then something breaks. */
@Tag("kernel")
class SidecarFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path folder;

    private final Switch ethernet = new Switch();
    private final Switch.Host h1 = ethernet.host(11);
    private final Switch.Host h2 = ethernet.host(12);
    private SidecarProcess one;
    private SidecarProcess two;

    @BeforeEach
    void firstHolds() {
        one = SidecarProcess.start(h1, folder, Map.of());
        one.awaitHolds(SOON);
        two = SidecarProcess.start(h2, folder, Map.of());
        two.awaitLog("Initialize → Backup", SOON);
    }

    @AfterEach
    void remove() {
        one.close();
        two.close();
        ethernet.close();
    }

    @Test
    void deathOfHaproxyReleasesTheAddressAtOnceAndItIsStartedAgain() {
        one.sendToHaproxy(Signal.KILL);

        // The skew is 61 ms; a router that had to wait for silence would need 361.
        assertThat(two.awaitHolds(SOON)).isLessThan(Duration.ofSeconds(1));
        assertThat(one.holds()).isFalse();
        one.awaitLog("HAProxy was killed by signal 9", SOON);
        Deadline.await("a second start", SOON, () -> count(one.log(), "Initialize → Backup") == 2, one::log);
        assertThat(two.holds()).as("no way back without need").isTrue();
    }

    @Test
    void deathOfTheWorkerAloneIsTheDeathOfHaproxy() {
        SidecarProcess.send(one.worker().pid(), Signal.KILL);

        two.awaitHolds(SOON);
        assertThat(one.holds()).isFalse();
        Deadline.await("a second start", SOON, () -> count(one.log(), "Initialize → Backup") == 2, one::log);
    }

    @Test
    void haproxyThatStandsStillIsFoundOutByItsSilence() {
        one.sendToHaproxy(Signal.STOP);

        assertThat(two.awaitHolds(SOON)).isGreaterThan(Duration.ofMillis(250));
        assertThat(one.holds()).isFalse();
        assertThat(one.log()).contains("within 220 ms").doesNotContain("killed by signal");
        one.sendToHaproxy(Signal.CONT);
        Deadline.await("taking part again", SOON, () -> count(one.log(), "Initialize → Backup") == 2, one::log);
    }

    @Test
    void killedSidecarLosesItsAddressWithoutAnyonesHelp() {
        one.send(Signal.KILL);

        two.awaitHolds(SOON);
        Duration took = Deadline.await("the lease to end", SOON, () -> !one.holds(), () -> h1.addressLine(VIP));
        assertThat(took).isLessThan(Duration.ofMillis(3200));
    }

    @Test
    void terminatedSidecarHandsOverAndRefusesNoConnection() throws Exception {
        try (SidecarClient client = SidecarClient.start(ethernet.host(99))) {
            Deadline.await("an answer of h11", SOON, () -> client.latest().equals("h11"), client::answers);

            one.send(Signal.TERM);

            assertThat(one.awaitExit(SOON)).isZero();
            Deadline.await("an answer of h12", SOON, () -> client.latest().equals("h12"), client::answers);
            // The client has one connection at a time. One that is open when the address moves belongs to the old
            // holder,
            // and the new one does not know it: it may break, but no other, and none is refused.
            assertThat(client.failures()).hasSizeLessThanOrEqualTo(1).noneMatch(each -> each.contains("refused"));
        }
        assertThat(one.holds()).isFalse();
        assertThat(one.haproxy()).isEmpty();
        assertThat(one.log().indexOf("Resigning → Initialize"))
                .as("released before HAProxy was told: " + one.log())
                .isBetween(0, one.log().indexOf("All workers exited"));
    }

    @Test
    void reloadKeepsTheAddressAndEveryConnection() {
        try (SidecarClient client = SidecarClient.start(ethernet.host(99))) {
            Deadline.await("an answer", SOON, () -> client.latest().equals("h11"), client::answers);
            long worker = one.worker().pid();

            one.send(Signal.HUP);

            Deadline.await(
                    "another worker alone",
                    SOON,
                    () -> one.haproxy().size() == 2
                            && one.livingWorker()
                                    .filter(each -> each.pid() != worker)
                                    .isPresent(),
                    one::log);
            assertThat(client.failures()).isEmpty();
        }
        assertThat(one.holds()).isTrue();
        assertThat(count(one.log(), "Active →")).isZero();
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
