package io.fairlead.linux.packet;

import static io.fairlead.linux.ffi.SocketConstants.*;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.InboundMessage;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.KernelSocket;
import io.fairlead.linux.ffi.SockAddr;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;

/**
 * A raw socket for ICMP of one family, of the calling thread's network namespace. One thread may send while another
 * receives.
 */
public final class EchoSocket implements AutoCloseable {
    private static final int IPPROTO_ICMP = 1;
    private static final int SOL_RAW = 255;
    private static final int ICMP_FILTER = 1;

    /** Bits of what is not wanted: all but the echo reply, type 0. */
    private static final int ALL_BUT_REPLIES = ~1;

    private static final int LARGEST = 2048;
    private static final int RECEIVE_BUFFER = 1024 * 1024;

    private final AddressFamily family;
    private final KernelSocket socket;
    private final InboundMessage inbound = new InboundMessage(LARGEST);

    private EchoSocket(AddressFamily family, KernelSocket socket) {
        this.family = family;
        this.socket = socket;
    }

    /** A packet of ICMP; that of IPv4 still has its IP header. */
    public record Received(IpAddress sender, ByteBuffer packet) {}

    /**
     * Opens one.
     *
     * @param patience how long {@link #receive} waits
     * @throws KernelException EPERM: CAP_NET_RAW is missing
     */
    public static EchoSocket open(AddressFamily family, Duration patience) {
        boolean old = family == AddressFamily.IPV4;
        KernelSocket socket = KernelSocket.open(
                "ICMP socket", old ? AF_INET : AF_INET6, SOCK_RAW, old ? IPPROTO_ICMP : IPPROTO_ICMPV6);
        try {
            if (old) {
                socket.setOption(SOL_RAW, ICMP_FILTER, ALL_BUT_REPLIES);
            }
            socket.setOption(SOL_SOCKET, SO_RCVBUF, RECEIVE_BUFFER);
            ByteBuffer time = ByteBuffer.allocate(2 * Long.BYTES).order(ByteOrder.nativeOrder());
            time.putLong(patience.toSeconds()).putLong(patience.toNanosPart() / 1000);
            socket.setOption(SOL_SOCKET, SO_RCVTIMEO, time.array());
            return new EchoSocket(family, socket);
        } catch (RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Throws KernelException where there is no way to {@code to}. */
    public void send(byte[] packet, IpAddress to) {
        socket.send(packet, family == AddressFamily.IPV4 ? new SockAddr.In(to, 0) : new SockAddr.In6(to, 0, 0));
    }

    /** The next packet; waits for it, and is empty when none came. */
    public Optional<Received> receive() {
        if (!socket.receiveWaiting(inbound)) {
            return Optional.empty();
        }
        IpAddress sender = switch (inbound.sender()) {
            case SockAddr.In in -> in.address();
            case SockAddr.In6 in -> in.address();
            default -> throw new AssertionError("ICMP comes from an address");
        };
        return Optional.of(new Received(sender, ByteBuffer.wrap(inbound.octets())));
    }

    @Override
    public void close() {
        socket.close();
    }
}
