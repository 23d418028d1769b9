package io.fairlead.linux.packet;

import static io.fairlead.linux.ffi.SocketConstants.*;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.Overheard;
import io.fairlead.core.vrrp.ReceivedPacket;
import io.fairlead.core.vrrp.Reception;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.Vrrp;
import io.fairlead.linux.ffi.ControlMessage;
import io.fairlead.linux.ffi.InboundMessage;
import io.fairlead.linux.ffi.KernelSocket;
import io.fairlead.linux.ffi.SockAddr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A raw socket of IP protocol 112 on one interface of the calling thread's network namespace. Never waits. One thread.
 *
 * <p>It is not bound to its source address, as it would not get what is sent to the group then; the source goes along with
 * each packet.
 */
public final class VrrpSocket implements AutoCloseable {
    /** Internetwork control, as RFC 791 calls routing protocols' traffic. */
    private static final int PRECEDENCE_INTERNETWORK_CONTROL = 0xc0;

    /** TC_PRIO_CONTROL: the interface's queue lets it pass before other traffic. */
    private static final int QUEUE_PRIORITY = 7;

    /** More than the longest advertisement: 255 IPv6 addresses. What is longer is no advertisement. */
    private static final int LARGEST_PACKET = 8192;

    /** A full receive buffer holds a few hundred; a flood that goes on must not hold us. */
    private static final int MOST_DISCARDED = 10_000;

    private final KernelSocket socket;
    private final NetworkInterface networkInterface;
    private final ControlMessage source;
    private final AddressFamily family;
    private final InboundMessage inbound = new InboundMessage(LARGEST_PACKET);

    private VrrpSocket(KernelSocket socket, NetworkInterface networkInterface, IpAddress source) {
        this.socket = socket;
        this.networkInterface = networkInterface;
        this.family = source.family();
        this.source = packetInfo(networkInterface, source);
    }

    /**
     * Opens one.
     *
     * @param source what our packets come from; also decides the family
     * @param multicast whether to join the group (V02)
     * @throws io.fairlead.linux.ffi.KernelException EPERM: CAP_NET_RAW is missing
     */
    public static VrrpSocket open(NetworkInterface networkInterface, IpAddress source, boolean multicast) {
        boolean ipv4 = source.family() == AddressFamily.IPV4;
        KernelSocket socket = KernelSocket.open(
                "VRRP socket on " + networkInterface.name(),
                ipv4 ? AF_INET : AF_INET6,
                SOCK_RAW | SOCK_NONBLOCK,
                Vrrp.PROTOCOL);
        try {
            socket.setOption(
                    SOL_SOCKET, SO_BINDTODEVICE, networkInterface.name().getBytes(StandardCharsets.US_ASCII));
            socket.setOption(SOL_SOCKET, SO_PRIORITY, QUEUE_PRIORITY);
            if (ipv4) {
                setIpv4Options(socket, networkInterface);
            } else {
                setIpv6Options(socket, networkInterface);
            }
            if (multicast) {
                socket.joinGroup(Vrrp.group(source.family()), networkInterface.index());
            }
            return new VrrpSocket(socket, networkInterface, source);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private static void setIpv4Options(KernelSocket socket, NetworkInterface networkInterface) {
        socket.setOption(IPPROTO_IP, IP_TTL, Vrrp.HOP_LIMIT);
        socket.setOption(IPPROTO_IP, IP_MULTICAST_TTL, Vrrp.HOP_LIMIT);
        socket.setOption(IPPROTO_IP, IP_MULTICAST_LOOP, 0);
        // Only groups that this socket has joined, not those of others on the interface.
        socket.setOption(IPPROTO_IP, IP_MULTICAST_ALL, 0);
        socket.setOption(IPPROTO_IP, IP_TOS, PRECEDENCE_INTERNETWORK_CONTROL);
        // ip_mreqn: group, local address, index
        byte[] outgoing =
                nativeOrder(12).putLong(0).putInt(networkInterface.index()).array();
        socket.setOption(IPPROTO_IP, IP_MULTICAST_IF, outgoing);
    }

    private static void setIpv6Options(KernelSocket socket, NetworkInterface networkInterface) {
        socket.setOption(IPPROTO_IPV6, IPV6_UNICAST_HOPS, Vrrp.HOP_LIMIT);
        socket.setOption(IPPROTO_IPV6, IPV6_MULTICAST_HOPS, Vrrp.HOP_LIMIT);
        socket.setOption(IPPROTO_IPV6, IPV6_MULTICAST_LOOP, 0);
        socket.setOption(IPPROTO_IPV6, IPV6_MULTICAST_ALL, 0);
        socket.setOption(IPPROTO_IPV6, IPV6_MULTICAST_IF, networkInterface.index());
        socket.setOption(IPPROTO_IPV6, IPV6_RECVHOPLIMIT, 1);
        socket.setOption(IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
    }

    /** Makes the kernel send from {@code source}, which it would otherwise choose itself. */
    private static ControlMessage packetInfo(NetworkInterface networkInterface, IpAddress source) {
        return switch (source.family()) {
            // in_pktinfo: index, source, nothing
            case IPV4 ->
                new ControlMessage(
                        IPPROTO_IP,
                        IP_PKTINFO,
                        nativeOrder(12)
                                .putInt(networkInterface.index())
                                .put(source.octets())
                                .array());
            // in6_pktinfo: source, index
            case IPV6 ->
                new ControlMessage(
                        IPPROTO_IPV6,
                        IPV6_PKTINFO,
                        nativeOrder(20)
                                .put(source.octets())
                                .putInt(networkInterface.index())
                                .array());
        };
    }

    private static ByteBuffer nativeOrder(int octets) {
        return ByteBuffer.allocate(octets).order(ByteOrder.nativeOrder());
    }

    /** Readable when a packet waits. */
    public int fd() {
        return socket.number();
    }

    /** Sends a VRRP message with TTL or hop limit 255 (V01). */
    public void send(byte[] message, IpAddress destination) {
        SockAddr to = switch (family) {
            case IPV4 -> new SockAddr.In(destination, 0);
            case IPV6 -> new SockAddr.In6(destination, 0, scopeOf(destination));
        };
        socket.send(message, to, source);
    }

    private int scopeOf(IpAddress destination) {
        return destination.isMulticast() || destination.isLinkLocal() ? networkInterface.index() : 0;
    }

    /** The next packet as {@code config} sees it; empty when none waits. */
    public Optional<Reception> receive(VirtualRouterConfig config) {
        if (!socket.receive(inbound)) {
            return Optional.empty();
        }
        return Optional.of(packet().map(packet -> Reception.of(packet, config))
                .orElseGet(() -> new Reception.Rejected(Reception.Reason.TRUNCATED)));
    }

    /** Hands over the next packet if it is an advertisement of whatever virtual router; false when none waits. */
    public boolean overhear(Consumer<Overheard> hearer) {
        if (!socket.receive(inbound)) {
            return false;
        }
        packet().flatMap(Overheard::of).ifPresent(hearer);
        return true;
    }

    /** What has just come in; empty if it has no whole IP header. */
    private Optional<ReceivedPacket> packet() {
        byte[] octets = inbound.octets();
        if (family == AddressFamily.IPV4) {
            return ReceivedPacket.ofIpv4(octets, octets.length);
        }
        SockAddr.In6 sender = (SockAddr.In6) inbound.sender();
        IpAddress destination = inbound.packetInfo().orElseThrow().destination();
        int hopLimit = inbound.timeToLive().orElseThrow();
        return Optional.of(ReceivedPacket.of(sender.address(), destination, hopLimit, octets));
    }

    /** Throws away what waits and says how many packets it was (V46). */
    public int discardReceived() {
        int count = 0;
        while (count < MOST_DISCARDED && socket.receive(inbound)) {
            count++;
        }
        return count;
    }

    @Override
    public void close() {
        socket.close();
    }
}
