package io.fairlead.tests.kernel;

import static io.fairlead.tests.kernel.Configs.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.SocketConstants;
import io.fairlead.linux.process.Signal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Processes that freeze, wake and die; each router is a JVM of its own at the default interval and lease. */
@Tag("kernel")
class FrozenAndKilledTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** 3 × 100 ms + skew 61 ms, and what the machine needs. */
    private static final Duration TAKEOVER = Duration.ofMillis(500);

    private final Switch ethernet = new Switch();
    private final Switch.Host h1 = ethernet.host(11);
    private final Switch.Host h2 = ethernet.host(12);
    private RouterChild one;
    private RouterChild two;

    @BeforeEach
    void firstHolds() {
        one = RouterChild.start(h1, "v3", "100");
        one.await("Active", SOON);
        two = RouterChild.start(h2, "v3", "100");
        two.awaitLine("heard another", SOON);
        assertThat(two.state()).isEqualTo("Backup");
    }

    @AfterEach
    void remove() {
        one.close();
        two.close();
        ethernet.close();
    }

    @Test
    void killedHolderIsReplacedAndItsAddressGoesByItself() {
        one.send(Signal.KILL);

        assertThat(two.await("Active", SOON)).as("%s", two.lines()).isLessThan(TAKEOVER);
        leaseEnds();
        assertThat(h2.has(VIP)).isTrue();
    }

    @Test
    void frozenHolderLosesTheAddressAndWakesAsBackupWithoutAWord() {
        one.send(Signal.STOP);
        assertThat(two.await("Active", SOON)).as("%s", two.lines()).isLessThan(TAKEOVER);
        leaseEnds();

        try (Capture capture = Capture.on(ethernet.host(99), SocketConstants.ETH_P_ALL)) {
            one.send(Signal.CONT);
            one.await("Backup", SOON);
            // Five adverts of the other: half a second in which the woken one could have spoken.
            Deadline.await("five adverts", SOON, () -> adverts(capture, h2).size() >= 5, two::lines);

            assertThat(adverts(capture, h1)).isEmpty();
            assertThat(announcementsOf(capture, 11)).isEmpty();
        }
        assertThat(one.lines().toString()).contains("notice SLEPT").contains("Active → Backup: slept");
        assertThat(one.state()).isEqualTo("Backup");
        assertThat(two.state()).isEqualTo("Active");
        assertThat(h1.has(VIP)).isFalse();
        assertThat(h2.has(VIP)).isTrue();
    }

    @Test
    void shortFreezeThatNobodyNoticedChangesNothing() {
        int told = one.lines().size();
        one.send(Signal.STOP);
        one.send(Signal.CONT);
        try (Capture capture = Capture.on(ethernet.host(99), SocketConstants.ETH_P_ALL)) {
            Deadline.await("five adverts", SOON, () -> adverts(capture, h1).size() >= 5, one::lines);
        }

        assertThat(one.state()).isEqualTo("Active");
        assertThat(one.lines()).hasSize(told);
    }

    @Test
    void terminatedHolderSaysSoAndLeavesNothing() {
        one.send(Signal.TERM);

        // Skew is (256 − 100) / 256 × 100 ms.
        assertThat(two.await("Active", SOON)).as("%s", two.lines()).isLessThan(Duration.ofMillis(300));
        one.awaitExit(SOON);
        assertThat(h1.has(VIP)).isFalse();
    }

    @Test
    void resigningHolderGoesWhenTheOtherHasTaken() {
        one.send(Signal.USR1);

        two.await("Active", SOON);
        one.awaitExit(SOON);
        assertThat(one.lines().toString()).contains("10.77.0.12 has taken over");
        assertThat(h1.has(VIP)).isFalse();
    }

    /** A lease of 2 s, last renewed 0 to 0.5 s before, ends 1.5 to 3 s after; the takeover took some of that already. */
    private void leaseEnds() {
        Duration took = Deadline.await("the lease to end", SOON, () -> !h1.has(VIP), () -> h1.addressLine(VIP));
        assertThat(took).isBetween(Duration.ofMillis(900), Duration.ofMillis(3200));
    }

    private static List<Capture.Frame> adverts(Capture capture, Switch.Host from) {
        return capture.frames(
                frame -> frame.isVrrpIpv4() && IpAddress.of(frame.packet(12, 4)).equals(from.address()));
    }

    private static List<Capture.Frame> announcementsOf(Capture capture, int host) {
        return capture.frames(frame -> frame.octet(12) == 0x08 && frame.octet(13) == 0x06 && frame.octet(11) == host);
    }
}
