package io.fairlead.linux.ffi;

import static io.fairlead.linux.ffi.SocketConstants.AF_INET;
import static io.fairlead.linux.ffi.SocketConstants.AF_INET6;
import static io.fairlead.linux.ffi.SocketConstants.IPPROTO_IP;
import static io.fairlead.linux.ffi.SocketConstants.IPPROTO_IPV6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.net.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sockets as every user may open them, on loopback. */
class KernelSocketTest {
    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");
    private static final IpAddress LOOPBACK6 = IpAddress.parse("::1");
    private static final byte[] DATA = "ahoy".getBytes(StandardCharsets.UTF_8);

    private final InboundMessage inbound = new InboundMessage(100);

    @Test
    void messageArrivesWithSenderTtlAndInterface() {
        try (KernelSocket receiver = bound(LOOPBACK);
                KernelSocket sender = bound(LOOPBACK)) {
            receiver.setOption(IPPROTO_IP, SocketConstants.IP_RECVTTL, 1);
            receiver.setOption(IPPROTO_IP, SocketConstants.IP_PKTINFO, 1);
            sender.setOption(IPPROTO_IP, SocketConstants.IP_TTL, 255);
            sender.send(DATA, receiver.localAddress());

            awaitReadable(receiver.number());
            assertThat(receiver.receive(inbound)).isTrue();
            assertThat(inbound.octets()).isEqualTo(DATA);
            assertThat(inbound.data().remaining()).isEqualTo(DATA.length);
            assertThat(inbound.sender()).isEqualTo(sender.localAddress());
            assertThat(inbound.timeToLive()).hasValue(255);
            assertThat(inbound.packetInfo().orElseThrow().destination()).isEqualTo(LOOPBACK);
            assertThat(inbound.packetInfo().orElseThrow().ifindex()).isPositive();
            assertThat(inbound.isTruncated()).isFalse();
        }
    }

    @Test
    void ipv6MessageArrivesWithHopLimitThatItWasSentWith() {
        try (KernelSocket receiver = bound(LOOPBACK6);
                KernelSocket sender = bound(LOOPBACK6)) {
            receiver.setOption(IPPROTO_IPV6, SocketConstants.IPV6_RECVHOPLIMIT, 1);
            receiver.setOption(IPPROTO_IPV6, SocketConstants.IPV6_RECVPKTINFO, 1);
            sender.send(
                    DATA,
                    receiver.localAddress(),
                    ControlMessage.ofInt(IPPROTO_IPV6, SocketConstants.IPV6_HOPLIMIT, 17));

            awaitReadable(receiver.number());
            assertThat(receiver.receive(inbound)).isTrue();
            assertThat(inbound.sender()).isEqualTo(sender.localAddress());
            assertThat(inbound.timeToLive()).hasValue(17);
            assertThat(inbound.packetInfo().orElseThrow().destination()).isEqualTo(LOOPBACK6);
        }
    }

    @Test
    void nothingIsReceivedWhenNothingIsThere() {
        try (KernelSocket socket = bound(LOOPBACK)) {
            assertThat(socket.receive(inbound)).isFalse();
        }
    }

    @Test
    void longMessageIsMarkedAsTruncated() {
        try (KernelSocket socket = bound(LOOPBACK)) {
            socket.send(new byte[5_000], socket.localAddress());

            awaitReadable(socket.number());
            assertThat(socket.receive(inbound)).isTrue();
            assertThat(inbound.isTruncated()).isTrue();
            assertThat(inbound.octets()).hasSize(100);
        }
    }

    @Test
    void filterKeepsMessagesOut() {
        try (KernelSocket socket = bound(LOOPBACK)) {
            // ret #0: nothing passes
            socket.attachFilter(List.of(BpfInstruction.statement(0x06, 0)));
            socket.send(DATA, socket.localAddress());
            socket.setOption(SocketConstants.SOL_SOCKET, SocketConstants.SO_DETACH_FILTER, 0);
            socket.send(new byte[] {7}, socket.localAddress());

            awaitReadable(socket.number());
            assertThat(socket.receive(inbound)).isTrue();
            assertThat(inbound.octets()).containsExactly(7);
        }
    }

    @Test
    void membershipOfAGroupIsTakenOnce() {
        try (KernelSocket socket = KernelSocket.open("test", AF_INET, SocketConstants.SOCK_DGRAM, 0)) {
            socket.joinGroup(IpAddress.parse("224.0.0.18"), 1);
            assertThatThrownBy(() -> socket.joinGroup(IpAddress.parse("224.0.0.18"), 1))
                    .isInstanceOf(KernelException.class)
                    .hasMessageContaining("EADDRINUSE");
            socket.leaveGroup(IpAddress.parse("224.0.0.18"), 1);
        }
        try (KernelSocket socket = KernelSocket.open("test", AF_INET6, SocketConstants.SOCK_DGRAM, 0)) {
            socket.joinGroup(IpAddress.parse("ff02::12"), 1);
            socket.leaveGroup(IpAddress.parse("ff02::12"), 1);
        }
    }

    @Test
    void optionsAreReadAsSet() {
        try (KernelSocket socket = bound(LOOPBACK)) {
            socket.setOption(IPPROTO_IP, SocketConstants.IP_TTL, 77);
            assertThat(socket.intOption(IPPROTO_IP, SocketConstants.IP_TTL)).isEqualTo(77);
        }
    }

    @Test
    void refusedCallNamesOperationAndError() {
        assertThatThrownBy(() -> KernelSocket.open("strange", 4711, SocketConstants.SOCK_DGRAM, 0))
                .isInstanceOf(KernelException.class)
                .hasMessage("socket strange: EAFNOSUPPORT");
        try (KernelSocket socket = KernelSocket.open("test", AF_INET, SocketConstants.SOCK_DGRAM, 0)) {
            assertThatThrownBy(() -> socket.bind(new SockAddr.In(IpAddress.parse("192.0.2.1"), 0)))
                    .hasMessageEndingWith(": EADDRNOTAVAIL");
        }
    }

    @Test
    void closedSocketIsNotUsed() {
        KernelSocket socket = bound(LOOPBACK);
        socket.close();
        socket.close();
        assertThatThrownBy(socket::number).isInstanceOf(IllegalStateException.class);
    }

    private static KernelSocket bound(IpAddress address) {
        int family = address.equals(LOOPBACK) ? AF_INET : AF_INET6;
        KernelSocket socket = KernelSocket.open("test", family, SocketConstants.SOCK_DGRAM, 0);
        socket.bind(family == AF_INET ? new SockAddr.In(address, 0) : new SockAddr.In6(address, 0, 0));
        return socket;
    }

    private static void awaitReadable(int fd) {
        PollSet poll = new PollSet(1);
        poll.watch(0, fd, PollSet.POLLIN);
        assertThat(poll.await(1, 5_000_000_000L)).as("readable within 5 s").isOne();
    }
}
