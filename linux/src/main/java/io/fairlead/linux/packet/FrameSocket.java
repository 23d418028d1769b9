package io.fairlead.linux.packet;

import static io.fairlead.linux.ffi.SocketConstants.*;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.BpfInstruction;
import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.InboundMessage;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.KernelSocket;
import io.fairlead.linux.ffi.SockAddr;
import java.util.List;
import java.util.Optional;

/**
 * A packet socket on one Ethernet interface of the calling thread's network namespace: sends whole frames (gratuitous ARP,
 * Neighbour Advertisements, probes) and receives the claims that others make to given addresses. It never waits and does
 * not see what this host sends. One thread.
 */
public final class FrameSocket implements AutoCloseable {
    /** An Ethernet frame; larger ones are not ARP and not ND. */
    private static final int LARGEST_FRAME = 1522;

    /** A full receive buffer holds a few hundred; a flood that goes on must not hold us. */
    private static final int MOST_DISCARDED = 10_000;

    private final KernelSocket socket;
    private final int protocol;
    private final NetworkInterface networkInterface;
    private final InboundMessage inbound = new InboundMessage(LARGEST_FRAME);

    private FrameSocket(KernelSocket socket, NetworkInterface networkInterface, int protocol) {
        this.socket = socket;
        this.networkInterface = networkInterface;
        this.protocol = protocol;
    }

    /**
     * Opens one that receives what {@link ClaimFilter} lets through.
     *
     * @param addresses of one family, at least one
     * @throws KernelException EPERM: CAP_NET_RAW is missing
     */
    public static FrameSocket forClaims(NetworkInterface networkInterface, List<IpAddress> addresses) {
        boolean ipv4 = addresses.getFirst().family() == AddressFamily.IPV4;
        List<BpfInstruction> filter = ipv4 ? ClaimFilter.ofArp(addresses) : ClaimFilter.ofNeighbours(addresses);
        return open(networkInterface, ipv4 ? ETH_P_ARP : ETH_P_IPV6, filter);
    }

    /** Opens one that receives what {@code filter} accepts of the frames with EtherType {@code protocol}. */
    public static FrameSocket open(NetworkInterface networkInterface, int protocol, List<BpfInstruction> filter) {
        // Protocol 0 until the filter is in place: nothing that it would refuse gets in before.
        KernelSocket socket = KernelSocket.open(
                "packet socket on " + networkInterface.name(), AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, 0);
        try {
            socket.attachFilter(filter);
            socket.bind(SockAddr.Ll.of(protocol, networkInterface.index()));
            return new FrameSocket(socket, networkInterface, protocol);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Readable when a frame waits. */
    public int fd() {
        return socket.number();
    }

    /** Sends a frame, Ethernet header included. */
    public void send(byte[] frame) {
        socket.send(frame, SockAddr.Ll.of(protocol, networkInterface.index()));
    }

    /** The next frame, Ethernet header included; empty when none waits. */
    public Optional<byte[]> receive() {
        return next() ? Optional.of(inbound.octets()) : Optional.empty();
    }

    /** Throws away what waits (V46). */
    public int discardReceived() {
        int count = 0;
        while (count < MOST_DISCARDED && next()) {
            count++;
        }
        return count;
    }

    private boolean next() {
        try {
            return socket.receive(inbound);
        } catch (KernelException e) {
            if (e.is(Errno.ENETDOWN)) {
                // Told once, when the interface goes down; rtnetlink tells the same to those who care.
                return false;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
