package io.fairlead.linux.sockdiag;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.SocketConstants;
import io.fairlead.linux.netlink.NetlinkMessage;
import io.fairlead.linux.netlink.NetlinkRequest;
import io.fairlead.linux.netlink.PayloadBuilder;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A TCP socket, by what the kernel needs to find it again (include/uapi/linux/inet_diag.h).
 *
 * <pre>
 *  SOCK_DESTROY, struct inet_diag_req_v2                       answer, struct inet_diag_msg
 *  0        1          2    3    4       8         56        0        1       4         52     60
 * +--------+----------+----+----+-------+---------+         +--------+-------+---------+-- … +--------+----
 * | family | protocol | ext| pad| states| sockid  |         | family | state | sockid  |     | wqueue | …
 * +--------+----------+----+----+-------+---------+         +--------+-------+---------+-- … +--------+----
 *
 *  struct inet_diag_sockid: sport (2, network order), dport (2), src (16), dst (16), if (4), cookie (8)
 * </pre>
 *
 * @param state of net/tcp_states.h
 * @param unacknowledged octets that the other end has not acknowledged, sent or not; an end of the stream counts as one
 * @param socketId the 48 octets of inet_diag_sockid, as the kernel gave them
 */
@SuppressWarnings("ArrayRecordComponent") // handed back to the kernel, never compared
record TcpConnection(int family, int state, int unacknowledged, byte[] socketId) {
    static final int TCPDIAG_GETSOCK = 18;
    static final int SOCK_DESTROY = 21;
    static final int IPPROTO_TCP = 6;

    private static final int SOCKET_ID = 48;
    private static final int REMOTE = 20;
    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};
    private static final int BEFORE_SOCKET_ID = 4;
    /** After the socket's id: expires, rqueue, wqueue. */
    private static final int WRITE_QUEUE = 8;

    private static final int FIN_WAIT1 = 4;

    /** struct inet_diag_req: family, lengths and extensions, of which none matters; sockid, states, dbs. */
    static PayloadBuilder requestOfOld(int states) {
        return new PayloadBuilder().zeros(4 + SOCKET_ID).u32(states).u32(0);
    }

    /** Whether all that the other end lacks is to acknowledge the end, which was sent at once: nobody waits for more. */
    boolean saidItsLast() {
        return state == FIN_WAIT1 && unacknowledged <= 1;
    }

    NetlinkRequest destruction() {
        PayloadBuilder payload =
                new PayloadBuilder().u8(family).u8(IPPROTO_TCP).u8(0).u8(0).u32(-1);
        for (byte octet : socketId) {
            payload.u8(octet);
        }
        return new NetlinkRequest("reset " + this, SOCK_DESTROY, 0, payload);
    }

    static TcpConnection decode(NetlinkMessage message) {
        ByteBuffer after = message.payloadAfter(BEFORE_SOCKET_ID + SOCKET_ID);
        ByteBuffer in = after.duplicate().position(after.position() - SOCKET_ID);
        byte[] socketId = new byte[SOCKET_ID];
        in.get(socketId);
        ByteBuffer head = message.payload();
        int start = head.position();
        return new TcpConnection(
                head.get(start) & 0xff,
                head.get(start + 1) & 0xff,
                after.getInt(after.position() + WRITE_QUEUE),
                socketId);
    }

    /** This end's port. */
    int localPort() {
        return port(0);
    }

    /** The other end's port. */
    int remotePort() {
        return port(2);
    }

    /** The other end; of an IPv6 socket that serves IPv4 (::ffff:a.b.c.d) its IPv4 address. */
    IpAddress remote() {
        byte[] octets = Arrays.copyOfRange(socketId, REMOTE, REMOTE + 16);
        boolean four = family == SocketConstants.AF_INET;
        boolean mapped = Arrays.equals(octets, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
        return IpAddress.of(
                four
                        ? Arrays.copyOfRange(octets, 0, 4)
                        : mapped ? Arrays.copyOfRange(octets, MAPPED.length, 16) : octets);
    }

    @Override
    public String toString() {
        int octets = family == SocketConstants.AF_INET ? 4 : 16;
        return "the connection of port " + port(2) + " at "
                + Arrays.toString(Arrays.copyOfRange(socketId, 20, 20 + octets)) + " with port " + port(0);
    }

    private int port(int offset) {
        return ((socketId[offset] & 0xff) << 8) | (socketId[offset + 1] & 0xff);
    }
}
