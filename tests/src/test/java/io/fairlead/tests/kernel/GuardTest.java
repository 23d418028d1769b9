package io.fairlead.tests.kernel;

import static io.fairlead.tests.kernel.Configs.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.member.GuardView;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import io.fairlead.core.vrrp.AddressAnnouncement;
import io.fairlead.linux.ffi.SocketConstants;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.packet.FrameSocket;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The guard on a real bridge: what members and strangers send, as a third host receives it. */
@Tag("kernel")
class GuardTest {
    private static final Duration SOON = Duration.ofSeconds(15);

    private final Switch ethernet = new Switch();
    private final Switch.Host h1 = ethernet.host(11);
    private final Switch.Host stranger = ethernet.host(66);
    private final Switch.Host client = ethernet.host(99);
    private WatchedHosts hosts;

    @BeforeEach
    void guard() throws Exception {
        hosts = new WatchedHosts(ethernet, h1);
        hosts.watch().guard(true, "");
        Deadline.await("the guard", SOON, () -> view().state().equals("on"), this::view);
        // The table stands before the ports are in it.
        Deadline.await("its ports", SOON, () -> rules().contains("elements"), this::rules);
    }

    @AfterEach
    void remove() {
        hosts.close();
        ethernet.close();
    }

    @Test
    void strangersClaimsAndAdvertsAreDroppedAndCounted() throws Exception {
        try (Capture capture = Capture.on(client, SocketConstants.ETH_P_ALL)) {
            send(stranger, announcement(stranger, VIP));
            send(stranger, advertisement(stranger, 255));
            send(stranger, advertisement(stranger, 0));
            // After the others, so that their absence means something; and it is nobody's address.
            send(stranger, announcement(stranger, IpAddress.parse("10.77.0.222")));

            Deadline.await("the last frame", SOON, () -> !from(capture, 66).isEmpty(), () -> "nothing");
            assertThat(from(capture, 66)).hasSize(1);
        }
        Deadline.await("the count", SOON, () -> !view().refused().isEmpty(), this::view);
        assertThat(view().refused().getFirst().packets()).isEqualTo(3);
    }

    @Test
    void membersClaimsAndAdvertsPass() throws Exception {
        try (Capture capture = Capture.on(client, SocketConstants.ETH_P_ALL)) {
            send(h1, announcement(h1, VIP));
            send(h1, advertisement(h1, 100));

            Deadline.await("both frames", SOON, () -> from(capture, 11).size() == 2, () -> from(capture, 11));
        }
    }

    @Test
    void memberThatIsKnownLaterIsHeardFromThenOn() throws Exception {
        hosts.adopt(stranger, new ProcessBuilder("nsenter", "--net=" + stranger.file(), "sleep", "600").start());
        // Its port has left the list once nobody else but the client is on it.
        Deadline.await(
                "its port to be free",
                SOON,
                () -> {
                    hosts.adopt(stranger, hosts.process(stranger));
                    return !rules().contains("\"" + stranger.port() + "\" . ");
                },
                this::rules);
        try (Capture capture = Capture.on(client, SocketConstants.ETH_P_ALL)) {
            send(stranger, announcement(stranger, VIP));
            Deadline.await("the claim", SOON, () -> from(capture, 66).size() == 1, () -> "nothing");
        }
    }

    @Test
    void guardThatIsSwitchedOffLeavesNothing() {
        hosts.watch().guard(false, "released");

        Deadline.await("it to say so", SOON, () -> view().reason().equals("released"), this::view);
        assertThat(rules()).isBlank();
    }

    private GuardView view() {
        return hosts.watch().guardView();
    }

    private String rules() {
        return ethernet.bridgeHost().run("nft", "list", "ruleset");
    }

    private static List<Capture.Frame> from(Capture capture, int host) {
        return capture.frames(frame -> frame.octet(11) == host && !isIpv6(frame));
    }

    /** What the kernel sends by itself. */
    private static boolean isIpv6(Capture.Frame frame) {
        return frame.octet(12) == 0x86 && frame.octet(13) == 0xdd;
    }

    private static byte[] announcement(Switch.Host host, IpAddress address) {
        return AddressAnnouncement.announce(mac(host), address);
    }

    private static MacAddress mac(Switch.Host host) {
        return MacAddress.parse("02:00:00:00:00:%02x".formatted(host.number()));
    }

    /** An Ethernet frame with VRRPv3 over IPv4. The bridge wants a right header checksum; VRRP's own nobody looks at here. */
    private static byte[] advertisement(Switch.Host host, int priority) {
        ByteBuffer frame = ByteBuffer.allocate(14 + 20 + 12)
                .put(MacAddress.parse("01:00:5e:00:00:12").octets())
                .put(mac(host).octets())
                .putShort((short) 0x0800)
                .put(new byte[] {0x45, 0, 0, 32, 0, 0, 0, 0, (byte) 255, 112, 0, 0})
                .put(host.address().octets())
                .put(new byte[] {(byte) 224, 0, 0, 18})
                .put(new byte[] {0x31, (byte) 200, (byte) priority, 1, 0, 10, 0, 0})
                .put(VIP.octets());
        int sum = 0;
        for (int at = 14; at < 34; at += 2) {
            sum += frame.getShort(at) & 0xffff;
        }
        return frame.putShort(24, (short) ~((sum & 0xffff) + (sum >> 16))).array();
    }

    private static void send(Switch.Host host, byte[] frame) throws Exception {
        try (NetworkNamespace inside = host.open()) {
            inside.call(() -> {
                try (RouteSocket routes = RouteSocket.open();
                        FrameSocket socket = FrameSocket.forClaims(
                                new NetworkInterface(
                                        "eth0",
                                        routes.linkByName("eth0").orElseThrow().index(),
                                        mac(host)),
                                List.of(VIP))) {
                    socket.send(frame);
                }
                return null;
            });
        }
    }
}
