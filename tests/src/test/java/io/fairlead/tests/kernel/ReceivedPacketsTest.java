package io.fairlead.tests.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.vrrp.ChecksumForm;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.Reception;
import io.fairlead.linux.ffi.SocketConstants;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.packet.FrameSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A Backup hears the Active's real advertisement again, altered on the wire. */
@Tag("kernel")
class ReceivedPacketsTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final int ETHERNET = 14;
    private static final int IPV4 = 20;
    private static final int TTL_AT = ETHERNET + 8;
    private static final int HEADER_CHECKSUM_AT = ETHERNET + 10;

    private final Switch ethernet = new Switch();
    private final Switch.Host observer = ethernet.host(99);
    private RouterThread active;
    private RouterThread backup;
    private byte[] heard;

    @BeforeEach
    void hear() {
        active = RouterThread.start(ethernet.host(11), Configs.of(100));
        active.awaitActive(SOON);
        backup = RouterThread.start(ethernet.host(12), Configs.of(100));
        try (Capture capture = Capture.on(observer, SocketConstants.ETH_P_IP)) {
            Deadline.await("an advert", SOON, () -> !adverts(capture).isEmpty(), active::described);
            heard = adverts(capture).getFirst().octets();
        }
    }

    @AfterEach
    void remove() {
        active.close();
        backup.close();
        ethernet.close();
    }

    @Test
    void packetFromBeyondARouterIsRejectedCountedAndReported() throws Exception {
        heard[TTL_AT] = (byte) 254;
        send(withHeaderChecksum(heard, IPV4));

        backup.awaitNotice(Notice.Kind.PACKET_REJECTED, SOON);
        assertThat(backup.counters().rejected()).isEqualTo(Map.of(Reception.Reason.HOP_LIMIT, 1L));
        assertThat(backup.notices().toString()).contains("dropped a packet on eth0: hop_limit");
    }

    @Test
    void ipOptionsAreSkippedAndTheMessageOnlyChecksumIsAccepted() throws Exception {
        // Four octets of "no operation" behind the header, which now has six words.
        byte[] longer = ByteBuffer.allocate(heard.length + 4)
                .put(heard, 0, ETHERNET + IPV4)
                .put(new byte[] {1, 1, 1, 1})
                .put(heard, ETHERNET + IPV4, heard.length - ETHERNET - IPV4)
                .array();
        longer[ETHERNET] = 0x46;
        longer[ETHERNET + 3] = (byte) (longer[ETHERNET + 3] + 4);
        putChecksum(longer, ETHERNET + IPV4 + 4, longer.length, ETHERNET + IPV4 + 4 + 6);
        send(withHeaderChecksum(longer, IPV4 + 4));

        Deadline.await(
                "a packet with that checksum",
                SOON,
                () -> backup.counters().received().containsKey(ChecksumForm.MESSAGE_ONLY),
                () -> backup.counters());
        assertThat(backup.counters().rejected()).isEmpty();
    }

    @Test
    void ethernetPaddingIsTolerated() throws Exception {
        byte[] padded = Arrays.copyOf(heard, heard.length + 14);
        putChecksum(padded, ETHERNET + IPV4, heard.length, ETHERNET + IPV4 + 6);
        send(padded);

        Deadline.await(
                "a packet with that checksum",
                SOON,
                () -> backup.counters().received().containsKey(ChecksumForm.MESSAGE_ONLY),
                () -> backup.counters());
        assertThat(backup.counters().rejected()).isEmpty();
    }

    @Test
    void damagedPacketIsRejectedForItsChecksum() throws Exception {
        heard[ETHERNET + IPV4 + 2] = (byte) 250;
        send(heard);

        backup.awaitNotice(Notice.Kind.PACKET_REJECTED, SOON);
        assertThat(backup.counters().rejected()).isEqualTo(Map.of(Reception.Reason.CHECKSUM, 1L));
        assertThat(backup.isBackup()).isTrue();
    }

    private static List<Capture.Frame> adverts(Capture capture) {
        return capture.frames(Capture.Frame::isVrrpIpv4);
    }

    private static byte[] withHeaderChecksum(byte[] frame, int header) {
        putChecksum(frame, ETHERNET, ETHERNET + header, HEADER_CHECKSUM_AT);
        return frame;
    }

    /** RFC 1071 over the octets {@code from}–{@code to}, put at {@code at} within them. */
    private static void putChecksum(byte[] frame, int from, int to, int at) {
        ByteBuffer octets = ByteBuffer.wrap(frame);
        octets.putShort(at, (short) 0);
        int sum = 0;
        for (int index = from; index < to; index += 2) {
            sum += octets.getShort(index) & 0xffff;
        }
        sum = (sum & 0xffff) + (sum >> 16);
        octets.putShort(at, (short) ~(sum + (sum >> 16)));
    }

    private void send(byte[] frame) throws Exception {
        try (NetworkNamespace namespace = observer.open();
                FrameSocket socket =
                        namespace.call(() -> FrameSocket.forClaims(Capture.networkInterface(), List.of(Configs.VIP)))) {
            socket.send(frame);
        }
    }
}
