package io.fairlead.tests.kernel;

import static io.fairlead.tests.kernel.Configs.VIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Lease;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.linux.ffi.SocketConstants;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.vrrp.LeftoverAddresses;
import io.fairlead.linux.vrrp.Leftovers;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The virtual address in the kernel: lease, leftovers, other hands, cables. */
@Tag("kernel")
class AddressesTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Switch ethernet = new Switch();
    private final Switch.Host h1 = ethernet.host(11);

    @AfterEach
    void remove() {
        ethernet.close();
    }

    @Test
    void addressIsALeaseThatIsRenewed() {
        try (RouterThread router = RouterThread.start(h1, Configs.of(100))) {
            router.awaitActive(SOON);
            assertThat(h1.addressLine(VIP)).contains("10.77.0.200/32").containsPattern("valid_lft [12]sec");

            long start = System.nanoTime();
            Deadline.await(
                    "three seconds with the address, longer than its lease",
                    SOON,
                    () -> {
                        assertThat(h1.has(VIP)).isTrue();
                        return System.nanoTime() - start > Duration.ofSeconds(4).toNanos();
                    },
                    router::described);
        }
    }

    @Test
    void addressRemovedByAnotherHandComesBack() {
        try (RouterThread router = RouterThread.start(h1, Configs.of(100))) {
            router.awaitActive(SOON);
            h1.run("ip", "address", "del", VIP + "/32", "dev", "eth0");

            router.awaitNotice(Notice.Kind.ADDRESSES_LOST, SOON);
            Deadline.await("the address again", SOON, () -> h1.has(VIP), router::described);

            assertThat(router.isActive()).isTrue();
        }
    }

    @Test
    void leftoverIsRemovedBeforeAnythingIsSent() {
        leftover("10");
        try (Capture capture = Capture.on(ethernet.host(99), SocketConstants.ETH_P_ALL);
                RouterThread router = RouterThread.open(h1, Configs.of(100), Leftovers.REMOVE)) {
            assertThat(h1.has(VIP)).isFalse();
            assertThat(capture.frames(Capture.Frame::isVrrpIpv4)).isEmpty();
            assertThat(router.adopted()).isFalse();
        }
    }

    @Test
    void adoptedAddressIsNeverAwayAndTheRouterIsActiveAtOnce() {
        leftover("10");
        try (RouterThread router = RouterThread.open(h1, Configs.of(100), Leftovers.ADOPT)) {
            assertThat(router.adopted()).isTrue();
            assertThat(h1.has(VIP)).isTrue();
            router.post(new Event.Startup(router.adopted()));
            Duration took = router.awaitActive(SOON);

            assertThat(took).isLessThan(Duration.ofMillis(300));
            assertThat(router.notices().toString()).contains("in place from before");
        }
    }

    @Test
    void nothingIsAdoptedWhereNothingIs() {
        try (RouterThread router = RouterThread.open(h1, Configs.of(100), Leftovers.ADOPT)) {
            assertThat(router.adopted()).isFalse();
        }
    }

    @Test
    void sweepRemovesWhatCarriesOurTagAndNothingElse() throws Exception {
        leftover("forever");
        h1.run("ip", "address", "add", "10.77.0.201/32", "dev", "eth0");
        try (NetworkNamespace namespace = h1.open()) {
            assertThat(namespace.call(LeftoverAddresses::sweep).toString()).isEqualTo("[10.77.0.200/32]");
        }
        assertThat(h1.run("ip", "address", "show", "dev", "eth0")).contains("10.77.0.201", "10.77.0.11");
    }

    @Test
    void hostsOwnAddressIsRefusedInWords() {
        h1.run("ip", "address", "add", VIP + "/24", "dev", "eth0");

        assertThatThrownBy(() -> RouterThread.open(h1, Configs.of(100), Leftovers.REMOVE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("10.77.0.200/24 is eth0's own address");
        assertThat(h1.has(VIP)).isTrue();
    }

    @Test
    void addressForEverStaysWhenTheProcessIsGone() {
        VirtualRouterConfig forEver = Configs.with(
                Configs.of(100), new VirtualRouterConfig.Announcements(1, Duration.ofMillis(100)), Lease.FOREVER);
        RouterThread router = RouterThread.start(h1, forEver);
        router.awaitActive(SOON);
        router.close();

        assertThat(h1.addressLine(VIP)).contains("valid_lft forever");
    }

    @Test
    void pulledCableEndsTheHoldingAndPluggedInItListensFirst() {
        try (RouterThread router = RouterThread.start(h1, Configs.of(100))) {
            router.awaitActive(SOON);
            ethernet.cable(h1, false);
            router.awaitInitialize(SOON);
            assertThat(h1.has(VIP)).isFalse();
            assertThat(router.notices().toString()).contains("eth0 has no carrier");

            ethernet.cable(h1, true);
            router.awaitBackup(SOON);
            router.awaitActive(SOON);
            assertThat(h1.has(VIP)).isTrue();
        }
    }

    @Test
    void routerThatWasShutDownStaysSoWhenTheCableComesBack() {
        try (RouterThread router = RouterThread.start(h1, Configs.of(100))) {
            router.awaitActive(SOON);
            router.post(new Event.Shutdown());
            router.awaitInitialize(SOON);
            ethernet.cable(h1, false);
            ethernet.cable(h1, true);
            long sent = router.counters().sent();
            long start = System.nanoTime();
            Deadline.await(
                    "half a second",
                    SOON,
                    () -> System.nanoTime() - start > Duration.ofMillis(500).toNanos(),
                    router::described);

            assertThat(router.isInitialize()).isTrue();
            assertThat(router.counters().sent()).isEqualTo(sent);
        }
    }

    @Test
    void interfaceThatIsDownAtTheStartIsWaitedFor() {
        ethernet.cable(h1, false);
        try (RouterThread router = RouterThread.start(h1, Configs.of(100))) {
            router.awaitNotice(Notice.Kind.INTERFACE_CHANGED, SOON);
            assertThat(router.isInitialize()).isTrue();

            ethernet.cable(h1, true);
            router.awaitActive(SOON);
        }
    }

    @Test
    void interfaceThatIsMadeAnewIsUsedAgain() {
        try (RouterThread router = RouterThread.start(h1, Configs.of(100))) {
            router.awaitActive(SOON);
            h1.run("ip", "link", "delete", "eth0");
            router.awaitInitialize(SOON);
            assertThat(router.notices().toString()).contains("eth0 is gone");

            ethernet.connect(h1);
            router.awaitActive(SOON);
            assertThat(h1.has(VIP)).isTrue();
        }
    }

    @Test
    void newPrimaryAddressIsSentFromAsSoonAsTheOldOneIsGone() {
        h1.run("ip", "address", "add", "10.77.1.11/24", "dev", "eth0");
        try (RouterThread router = RouterThread.start(h1, Configs.of(100));
                Capture capture = Capture.on(ethernet.host(99), SocketConstants.ETH_P_IP)) {
            router.awaitActive(SOON);
            h1.run("ip", "address", "del", h1.address() + "/24", "dev", "eth0");
            router.awaitNotice(Notice.Kind.INTERFACE_CHANGED, SOON);
            router.awaitActive(SOON);
            capture.clear();

            Deadline.await(
                    "adverts from the other address",
                    SOON,
                    () -> !capture.frames(frame -> frame.isVrrpIpv4()
                                    && IpAddress.of(frame.packet(12, 4)).equals(IpAddress.parse("10.77.1.11")))
                            .isEmpty(),
                    router::described);
        }
    }

    private void leftover(String seconds) {
        h1.run("ip", "address", "add", VIP + "/32", "dev", "eth0", "valid_lft", seconds, "preferred_lft", seconds);
        if (seconds.equals("forever")) {
            h1.run("ip", "address", "del", VIP + "/32", "dev", "eth0");
            RouterThread earlier = RouterThread.start(
                    h1,
                    Configs.with(
                            Configs.of(100),
                            new VirtualRouterConfig.Announcements(0, Duration.ofMillis(100)),
                            Lease.FOREVER));
            earlier.awaitActive(SOON);
            earlier.close();
        }
    }
}
