package io.fairlead.linux.sockdiag;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.SocketConstants;
import io.fairlead.linux.netlink.BatchFailure;
import io.fairlead.linux.netlink.NetlinkConstants;
import io.fairlead.linux.netlink.NetlinkRequest;
import io.fairlead.linux.netlink.NetlinkSocket;
import io.fairlead.linux.netlink.PayloadBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Resets the established TCP connections of a local address in the network namespace in which it was opened, whoever owns
 * them, also of frozen processes: both ends get a reset instead of waiting for ever (P14). The reset can be sent only while
 * the address is still there. One thread; needs CAP_NET_ADMIN.
 */
public final class ConnectionReset implements AutoCloseable {
    /** Connections in one datagram: between two the time is looked at. */
    private static final int AT_ONCE = 16;

    /**
     * Those in which the other end may still wait for something, as bits: ESTABLISHED, SYN_SENT, SYN_RECV, FIN_WAIT1,
     * CLOSE_WAIT, NEW_SYN_RECV (net/tcp_states.h). In the others it has our last octet, or has said its last itself.
     */
    private static final int OPEN_STATES = bits(1, 2, 3, 4, 8, 12);

    /** Those of them that have something to say, or wait for the other end to: without FIN_WAIT2 (5), whose all is said. */
    private static final int UNFINISHED_STATES = OPEN_STATES & ~bits(5);

    private static final int INET_DIAG_REQ_BYTECODE = 1;
    private static final int INET_DIAG_BC_S_COND = 7;

    private final NetlinkSocket netlink;
    private boolean possible = true;

    private ConnectionReset(NetlinkSocket netlink) {
        this.netlink = netlink;
    }

    /**
     * What was done.
     *
     * @param reset connections that were reset
     * @param left connections that were not, since the time was over
     * @param trouble why the first one could not be, in the kernel's words
     */
    public record Outcome(int reset, int left, Optional<String> trouble) {}

    /** Of the network namespace that this thread is in. */
    public static ConnectionReset open() {
        return over(NetlinkSocket.open(NetlinkConstants.NETLINK_SOCK_DIAG));
    }

    /** Over a socket that a test made. */
    public static ConnectionReset over(NetlinkSocket netlink) {
        return new ConnectionReset(netlink);
    }

    /** Resets what is connected to {@code address} here, at most for about {@code limit}; never throws what the kernel refuses. */
    public Outcome reset(IpAddress address, Duration limit) {
        if (!possible) {
            return new Outcome(0, 0, Optional.of("this kernel cannot reset connections of others (INET_DIAG_DESTROY)"));
        }
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        try {
            List<TcpConnection> connections = connections(address, OPEN_STATES).stream()
                    .filter(connection -> !connection.saidItsLast())
                    .toList();
            return destroy(connections, deadlineNanos);
        } catch (KernelException e) {
            return new Outcome(0, 0, Optional.of(e.getMessage()));
        }
    }

    /** The other end of a connection, and the port of ours that it is connected to. */
    public record Peer(IpAddress address, int port, int localPort) {}

    /**
     * What is connected to {@code address} here.
     *
     * @throws KernelException if the kernel does not tell
     */
    public List<Peer> peers(IpAddress address) {
        return connections(address, OPEN_STATES).stream()
                .map(connection -> new Peer(connection.remote(), connection.remotePort(), connection.localPort()))
                .toList();
    }

    /** Connections of {@code address} that are not at their end; 0 where the kernel does not tell. */
    public int unfinished(IpAddress address) {
        try {
            return connections(address, UNFINISHED_STATES).size();
        } catch (KernelException e) {
            return 0;
        }
    }

    private Outcome destroy(List<TcpConnection> connections, long deadlineNanos) {
        int reset = 0;
        Optional<String> trouble = Optional.empty();
        for (int from = 0; from < connections.size(); from += AT_ONCE) {
            if (System.nanoTime() - deadlineNanos > 0) {
                return new Outcome(reset, connections.size() - from, trouble);
            }
            List<TcpConnection> some = connections.subList(from, Math.min(from + AT_ONCE, connections.size()));
            List<BatchFailure> failures =
                    netlink.batch(some.stream().map(TcpConnection::destruction).toList());
            reset += some.size() - failures.size();
            // Gone by itself meanwhile: nothing is wrong with that.
            Optional<KernelException> refused = failures.stream()
                    .map(BatchFailure::cause)
                    .filter(cause -> !cause.is(Errno.ENOENT))
                    .findFirst();
            trouble = trouble.or(() -> refused.map(KernelException::getMessage));
            if (refused.filter(cause -> cause.is(Errno.EOPNOTSUPP)).isPresent()) {
                possible = false;
                return new Outcome(reset, connections.size() - from, trouble);
            }
        }
        return new Outcome(reset, 0, trouble);
    }

    /**
     * By the request of old, which asks for all families at once: a connection to an IPv4 address is an IPv6 socket where its
     * listener takes both, and each look goes through the kernel's whole table.
     */
    private List<TcpConnection> connections(IpAddress address, int states) {
        PayloadBuilder payload =
                TcpConnection.requestOfOld(states).attribute(INET_DIAG_REQ_BYTECODE, sourceIs(address));
        return netlink
                .dump(new NetlinkRequest(
                        "list the connections of " + address, TcpConnection.TCPDIAG_GETSOCK, 0, payload))
                .stream()
                .map(TcpConnection::decode)
                .toList();
    }

    /**
     * The filter, so that the kernel shows no other sockets: one condition (struct inet_diag_bc_op with
     * inet_diag_hostcond). A jump of its whole length accepts, of four octets more rejects.
     */
    private static byte[] sourceIs(IpAddress address) {
        byte[] octets = address.octets();
        int length = 4 + 8 + octets.length;
        PayloadBuilder filter = new PayloadBuilder()
                .u8(INET_DIAG_BC_S_COND)
                .u8(length)
                .u16(length + 4)
                .u8(octets.length == 4 ? SocketConstants.AF_INET : SocketConstants.AF_INET6)
                .u8(octets.length * 8)
                .u16(0)
                .u32(-1);
        for (byte octet : octets) {
            filter.u8(octet);
        }
        return filter.build();
    }

    private static int bits(int... states) {
        int bits = 0;
        for (int state : states) {
            bits |= 1 << state;
        }
        return bits;
    }

    @Override
    public void close() {
        netlink.close();
    }
}
