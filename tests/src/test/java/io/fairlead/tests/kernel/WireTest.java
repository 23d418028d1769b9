package io.fairlead.tests.kernel;

import static io.fairlead.tests.kernel.Configs.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import io.fairlead.core.vrrp.AddressAnnouncement;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.linux.ffi.SocketConstants;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.packet.FrameSocket;
import io.fairlead.linux.vrrp.Leftovers;
import io.fairlead.linux.vrrp.RouterDriver;
import io.fairlead.linux.vrrp.VrrpRouterDriver;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What other hosts see on the wire, and what they can say to us. */
@Tag("kernel")
class WireTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Switch ethernet = new Switch();
    private final Switch.Host h1 = ethernet.host(11);
    private final Switch.Host observer = ethernet.host(99);

    @AfterEach
    void remove() {
        ethernet.close();
    }

    @Test
    void ipv4AdvertisementHasTtl255GroupAndPrimaryAddress() {
        try (Capture capture = Capture.on(observer, SocketConstants.ETH_P_IP);
                RouterThread router = RouterThread.start(h1, Configs.of(100))) {
            Capture.Frame advert = first(capture, Capture.Frame::isVrrpIpv4, router);

            assertThat(advert.packet(8)).as("TTL").isEqualTo(255);
            assertThat(IpAddress.of(advert.packet(12, 4))).isEqualTo(h1.address());
            assertThat(IpAddress.of(advert.packet(16, 4)).toString()).isEqualTo("224.0.0.18");
            assertThat(advert.packet(1)).as("type of service").isEqualTo(0xc0);
            assertThat(advert.packet(20)).as("version 3, type 1").isEqualTo(0x31);
            assertThat(advert.packet(21)).isEqualTo(Configs.VRID);
            assertThat(advert.packet(22)).isEqualTo(100);
        }
    }

    @Test
    void ipv6AdvertisementHasHopLimit255GroupAndLinkLocalSource() {
        VirtualRouterConfig config = Configs.ipv6(100, "fe80::200", "2001:db8::200");
        try (Capture capture = Capture.on(observer, SocketConstants.ETH_P_IPV6);
                RouterThread router = RouterThread.start(h1, config)) {
            Capture.Frame advert = first(capture, Capture.Frame::isVrrpIpv6, router);

            assertThat(advert.packet(7)).as("hop limit").isEqualTo(255);
            assertThat(IpAddress.of(advert.packet(8, 16))).isEqualTo(h1.linkLocal());
            assertThat(IpAddress.of(advert.packet(24, 16)).toString()).isEqualTo("ff02::12");
            assertThat(IpAddress.of(advert.packet(48, 16)).toString())
                    .as("first address")
                    .isEqualTo("fe80::200");
        }
    }

    @Test
    void ipv6AddressesAreInstalledWithoutDuplicateDetection() {
        VirtualRouterConfig config = Configs.ipv6(100, "fe80::200", "2001:db8::200");
        try (RouterThread router = RouterThread.start(h1, config)) {
            router.awaitActive(SOON);

            for (String address : List.of("fe80::200", "2001:db8::200")) {
                assertThat(h1.addressLine(IpAddress.parse(address)))
                        .contains("nodad")
                        .doesNotContain("tentative")
                        .containsPattern("valid_lft [12]sec");
            }
        }
    }

    @Test
    void ipv6RoutersTakeOverFromEachOther() {
        VirtualRouterConfig config = Configs.ipv6(100, "fe80::200", "2001:db8::200");
        Switch.Host h2 = ethernet.host(12);
        RouterThread one = RouterThread.start(h1, config);
        one.awaitActive(SOON);
        try (RouterThread two = RouterThread.start(h2, config)) {
            two.awaitBackup(SOON);
            Deadline.await("an advert", SOON, () -> !two.counters().received().isEmpty(), two::described);
            one.close();

            assertThat(two.awaitActive(SOON)).isBetween(Duration.ofMillis(240), Duration.ofMillis(500));
        }
    }

    @Test
    void firstAdvertisementComesAfterTheAddressAndGratuitousArpAfterIt() {
        try (Capture capture = Capture.on(observer, SocketConstants.ETH_P_ALL);
                RouterThread router = RouterThread.start(h1, Configs.of(100))) {
            router.awaitActive(SOON);
            Deadline.await("gratuitous ARP", SOON, () -> !announcements(capture).isEmpty(), router::described);

            List<Capture.Frame> frames = capture.frames();
            int advert =
                    frames.indexOf(capture.frames(Capture.Frame::isVrrpIpv4).getFirst());
            int announcement = frames.indexOf(announcements(capture).getFirst());
            assertThat(advert).isLessThan(announcement);
            assertThat(announcements(capture).getFirst().packet(8, 6))
                    .isEqualTo(MacAddress.parse("02:00:00:00:00:0b").octets());
        }
    }

    @Test
    void announcementsAreRepeatedAsConfigured() {
        VirtualRouterConfig config = Configs.with(
                Configs.of(100),
                new VirtualRouterConfig.Announcements(3, Duration.ofMillis(50)),
                Configs.of(100).lease());
        try (Capture capture = Capture.on(observer, SocketConstants.ETH_P_ARP);
                RouterThread router = RouterThread.start(h1, config)) {
            router.awaitActive(SOON);
            long sent = router.counters().sent();
            Deadline.await("ten more adverts", SOON, () -> router.counters().sent() > sent + 10, router::described);

            assertThat(announcements(capture)).hasSize(4);
            assertThat(router.counters().announced()).isEqualTo(4);
        }
    }

    @Test
    void unicastGoesToThePeersAloneAndIsUnderstood() {
        Switch.Host h2 = ethernet.host(12);
        try (Capture capture = Capture.on(observer, SocketConstants.ETH_P_IP);
                RouterThread one = RouterThread.start(h1, Configs.unicast(Configs.of(100), Set.of(h2.address())))) {
            one.awaitActive(SOON);
            try (RouterThread two = RouterThread.start(h2, Configs.unicast(Configs.of(200), Set.of(h1.address())))) {
                two.awaitBackup(SOON);
                Deadline.await(
                        "five adverts",
                        SOON,
                        () -> two.counters().received().values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum()
                                >= 5,
                        two::described);

                assertThat(two.isBackup()).isTrue();
                assertThat(capture.frames(Capture.Frame::isVrrpIpv4)).isEmpty();
            }
        }
    }

    @Test
    void announcementIsLeftOutWhenTheKernelNoLongerHasTheAddress() throws Exception {
        VirtualRouterConfig config = Configs.with(
                Configs.of(100),
                new VirtualRouterConfig.Announcements(100, Duration.ofMillis(10)),
                Configs.of(100).lease());
        try (Capture capture = Capture.on(observer, SocketConstants.ETH_P_ARP);
                NetworkNamespace namespace = h1.open();
                // Without a poller: it does not hear that the address is gone.
                RouterDriver driver =
                        namespace.call(() -> VrrpRouterDriver.open(config, "eth0", Leftovers.REMOVE, notice -> {}))) {
            driver.handle(new Event.Startup(false), System.nanoTime());
            driver.handle(new Event.TakeOver(), System.nanoTime());
            assertThat(announcements(capture)).hasSize(1);
            h1.run("ip", "address", "del", VIP + "/32", "dev", "eth0");

            Deadline.await(
                    "the announcement's time", SOON, () -> System.nanoTime() >= driver.deadlineNanos(), driver::state);
            driver.handle(new Event.TimerFired(), System.nanoTime());

            assertThat(driver.counters().announced()).isEqualTo(1);
            assertThat(announcements(capture)).hasSize(1);
        }
    }

    @Test
    void duplicateClaimIsSeenReportedAndAnsweredWithAnAnnouncement() throws Exception {
        try (RouterThread router = RouterThread.start(h1, Configs.of(100));
                Capture capture = Capture.on(observer, SocketConstants.ETH_P_ARP)) {
            router.awaitActive(SOON);
            announce(observer, VIP);

            router.awaitNotice(Notice.Kind.DUPLICATE_CLAIM, SOON);
            assertThat(router.notices().toString()).contains("02:00:00:00:00:63 claims 10.77.0.200");
            int before = announcements(capture).size();
            Deadline.await("an announcement", SOON, () -> announcements(capture).size() > before, router::described);
        }
    }

    @Test
    void ipv6DuplicateClaimIsSeen() throws Exception {
        try (RouterThread router = RouterThread.start(h1, Configs.ipv6(100, "fe80::200", "2001:db8::200"))) {
            router.awaitActive(SOON);
            announce(observer, IpAddress.parse("2001:db8::200"));

            router.awaitNotice(Notice.Kind.DUPLICATE_CLAIM, SOON);
        }
    }

    @Test
    void addressThatAStrangerHasIsNotTakenUntilHeLeaves() {
        observer.run("ip", "address", "add", VIP + "/24", "dev", "eth0");
        try (RouterThread router = RouterThread.start(h1, Configs.of(100))) {
            router.awaitNotice(Notice.Kind.ADDRESS_OCCUPIED, SOON);
            assertThat(router.isBackup()).isTrue();
            assertThat(h1.has(VIP)).isFalse();

            observer.run("ip", "address", "del", VIP + "/24", "dev", "eth0");
            router.awaitActive(SOON);
            assertThat(h1.has(VIP)).isTrue();
        }
    }

    private static Capture.Frame first(Capture capture, Predicate<Capture.Frame> which, RouterThread router) {
        Deadline.await("a packet", SOON, () -> !capture.frames(which).isEmpty(), router::described);
        return capture.frames(which).getFirst();
    }

    /** ARP requests from and for the virtual address. */
    private static List<Capture.Frame> announcements(Capture capture) {
        return capture.frames(frame -> frame.octet(12) == 0x08
                && frame.octet(13) == 0x06
                && IpAddress.of(frame.packet(14, 4)).equals(VIP)
                && IpAddress.of(frame.packet(24, 4)).equals(VIP));
    }

    private static void announce(Switch.Host host, IpAddress address) throws Exception {
        MacAddress mac = MacAddress.parse("02:00:00:00:00:%02x".formatted(host.number()));
        send(host, AddressAnnouncement.announce(mac, address));
    }

    private static void send(Switch.Host host, byte[] frame) throws Exception {
        try (NetworkNamespace namespace = host.open();
                FrameSocket socket =
                        namespace.call(() -> FrameSocket.forClaims(Capture.networkInterface(), List.of(VIP)))) {
            socket.send(frame);
        }
    }
}
