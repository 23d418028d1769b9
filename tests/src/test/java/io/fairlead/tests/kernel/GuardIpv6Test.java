package io.fairlead.tests.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import io.fairlead.core.vrrp.AddressAnnouncement;
import io.fairlead.linux.ffi.SocketConstants;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.packet.FrameSocket;
import io.fairlead.linux.packet.NetworkInterface;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The guard of an IPv6 address on a real bridge: what members and strangers send, as a third host receives it. */
@Tag("kernel")
class GuardIpv6Test {
    private static final Duration SOON = Duration.ofSeconds(15);
    private static final IpAddress VIP = IpAddress.parse(Configs.GLOBAL_VIP);
    private static final IpAddress NOBODYS = IpAddress.parse("2001:db8::222");
    private static final int ETHERNET = 14;
    private static final int IPV6 = 40;
    private static final int TARGET_AT = ETHERNET + IPV6 + 8;

    private final Switch ethernet = new Switch();
    private final Switch.Host h1 = ethernet.host(11);
    private final Switch.Host stranger = ethernet.host(66);
    private final Switch.Host client = ethernet.host(99);
    private WatchedHosts hosts;

    @BeforeEach
    void guard() throws Exception {
        // A member's link is the one on the address's network.
        h1.run("ip", "address", "add", "2001:db8::11/64", "dev", "eth0", "nodad");
        hosts = new WatchedHosts(VIP, ethernet, h1);
        hosts.watch().guard(true, "");
        // The table stands before the ports are in it.
        Deadline.await("the ports", SOON, () -> rules().contains(VIP.toString()), this::rules);
    }

    @AfterEach
    void remove() {
        hosts.close();
        ethernet.close();
    }

    @Test
    void strangersClaimsAndAdvertsAreDroppedAndCounted() throws Exception {
        try (Capture capture = Capture.on(client, SocketConstants.ETH_P_ALL)) {
            send(stranger, AddressAnnouncement.announce(mac(stranger), VIP));
            send(stranger, claimUnderAnotherSource());
            send(stranger, advertisement());
            // After the others, so that their absence means something; and it is nobody's address.
            send(stranger, AddressAnnouncement.announce(mac(stranger), NOBODYS));

            Deadline.await("the last frame", SOON, () -> !from(capture, 66).isEmpty(), () -> "nothing");
            assertThat(from(capture, 66)).hasSize(1);
        }
        Deadline.await(
                "the count", SOON, () -> !hosts.watch().guardView().refused().isEmpty(), this::rules);
        assertThat(hosts.watch().guardView().refused().getFirst().packets()).isEqualTo(3);
    }

    @Test
    void membersClaimPasses() throws Exception {
        try (Capture capture = Capture.on(client, SocketConstants.ETH_P_ALL)) {
            send(h1, AddressAnnouncement.announce(mac(h1), VIP));

            Deadline.await("the claim", SOON, () -> from(capture, 11).size() == 1, () -> "nothing");
        }
    }

    private String rules() {
        return ethernet.bridgeHost().run("nft", "list", "ruleset");
    }

    /** A neighbour advertisement for the VIP that says to be from somebody else. */
    private byte[] claimUnderAnotherSource() {
        byte[] frame = AddressAnnouncement.announce(mac(stranger), stranger.linkLocal());
        return ByteBuffer.wrap(frame).put(TARGET_AT, VIP.octets()).array();
    }

    /** An Ethernet frame with VRRPv3 over IPv6, to all routers; the bridge looks at no more than its protocol. */
    private byte[] advertisement() {
        return ByteBuffer.allocate(ETHERNET + IPV6 + 24)
                .put(MacAddress.parse("33:33:00:00:00:12").octets())
                .put(mac(stranger).octets())
                .putShort((short) 0x86dd)
                .putInt(0x6000_0000)
                .putShort((short) 24)
                .put((byte) 112)
                .put((byte) 255)
                .put(stranger.linkLocal().octets())
                .put(IpAddress.parse("ff02::12").octets())
                .put(new byte[] {0x31, 200 - 256, 255 - 256, 1, 0, 10, 0, 0})
                .put(VIP.octets())
                .array();
    }

    /** Advertisements of neighbours and of VRRP; the kernel sends other things by itself. */
    private static List<Capture.Frame> from(Capture capture, int host) {
        return capture.frames(frame -> frame.octet(11) == host
                && frame.octet(12) == 0x86
                && frame.octet(13) == 0xdd
                && (frame.isVrrpIpv6() || (frame.packet(6) == 58 && frame.packet(IPV6) == 136)));
    }

    private static MacAddress mac(Switch.Host host) {
        return MacAddress.parse("02:00:00:00:00:%02x".formatted(host.number()));
    }

    private static void send(Switch.Host host, byte[] frame) throws Exception {
        try (NetworkNamespace inside = host.open()) {
            inside.call(() -> {
                NetworkInterface eth0 = Capture.networkInterface();
                try (FrameSocket socket = FrameSocket.forClaims(eth0, List.of(VIP))) {
                    socket.send(frame);
                }
                return null;
            });
        }
    }
}
