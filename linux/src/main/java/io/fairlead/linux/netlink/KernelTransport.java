package io.fairlead.linux.netlink;

import static io.fairlead.linux.ffi.SocketConstants.AF_NETLINK;
import static io.fairlead.linux.ffi.SocketConstants.SOL_NETLINK;
import static io.fairlead.linux.ffi.SocketConstants.SOL_SOCKET;

import io.fairlead.linux.ffi.BpfInstruction;
import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.InboundMessage;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.KernelSocket;
import io.fairlead.linux.ffi.SockAddr;
import io.fairlead.linux.ffi.SocketConstants;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;

/** A netlink socket of the kernel. */
final class KernelTransport implements NetlinkTransport {
    /** The largest datagram of a dump that the kernel makes (net/netlink/af_netlink.c, netlink_recvmsg). */
    private static final int DATAGRAM = 32 * 1024;
    /** For acknowledgements of a batch; taken from memory only when they are there. */
    private static final int RECEIVE_BUFFER = 1024 * 1024;
    /** What an acknowledgement costs of the receive buffer at most, the kernel's own bookkeeping included. */
    private static final int ACKNOWLEDGEMENT = 2048;
    /** The kernel answers before send returns; not to answer at all is a defect, and must not hang us. */
    private static final int SECONDS_TO_WAIT = 10;

    private static final SockAddr KERNEL = new SockAddr.Nl(0, 0);

    private final KernelSocket socket;
    private final InboundMessage inbound = new InboundMessage(DATAGRAM);

    private KernelTransport(KernelSocket socket) {
        this.socket = socket;
    }

    static KernelTransport open(int protocol) {
        KernelTransport transport = new KernelTransport(
                KernelSocket.open("netlink " + protocol, AF_NETLINK, SocketConstants.SOCK_RAW, protocol));
        try {
            transport.configure();
        } catch (KernelException e) {
            transport.close();
            throw e;
        }
        return transport;
    }

    private void configure() {
        socket.bind(KERNEL);
        socket.setOption(
                SOL_SOCKET,
                SocketConstants.SO_RCVTIMEO,
                ByteBuffer.allocate(16)
                        .order(ByteOrder.nativeOrder())
                        .putLong(SECONDS_TO_WAIT)
                        .array());
        // Each is a comfort that older kernels lack, and the last one needs CAP_NET_ADMIN.
        attempt(SOL_NETLINK, NetlinkConstants.NETLINK_EXT_ACK, 1);
        attempt(SOL_NETLINK, NetlinkConstants.NETLINK_CAP_ACK, 1);
        attempt(SOL_NETLINK, NetlinkConstants.NETLINK_GET_STRICT_CHK, 1);
        attempt(SOL_SOCKET, SocketConstants.SO_RCVBUFFORCE, RECEIVE_BUFFER);
    }

    private void attempt(int level, int option, int value) {
        try {
            socket.setOption(level, option, value);
        } catch (KernelException e) {
            if (!e.is(Errno.ENOPROTOOPT) && !e.is(Errno.EPERM)) {
                throw e;
            }
        }
    }

    @Override
    public void send(ByteBuffer datagram) {
        socket.send(datagram, KERNEL);
    }

    @Override
    public ByteBuffer receive(String operation) {
        while (socket.receiveWaiting(inbound)) {
            if (isOfKernel()) {
                if (inbound.isTruncated()) {
                    throw new MalformedNetlinkException(operation + ": answer of more than " + DATAGRAM + " octets");
                }
                return inbound.data();
            }
        }
        throw new KernelException(operation, Errno.ETIMEDOUT, "no answer within " + SECONDS_TO_WAIT + " s");
    }

    /** The next datagram if there is one; empty when there is none. Throws ENOBUFS when some were lost. */
    Optional<ByteBuffer> poll() {
        while (socket.receive(inbound)) {
            if (isOfKernel()) {
                if (inbound.isTruncated()) {
                    throw new KernelException("receive a notification", Errno.ENOBUFS, "longer than " + DATAGRAM);
                }
                return Optional.of(inbound.data());
            }
        }
        return Optional.empty();
    }

    /** Any process may send to our port; only the kernel has port 0. */
    private boolean isOfKernel() {
        return inbound.sender() instanceof SockAddr.Nl sender && sender.portId() == 0;
    }

    @Override
    public int acknowledgementRoom() {
        return Math.max(1, socket.intOption(SOL_SOCKET, SocketConstants.SO_RCVBUF) / ACKNOWLEDGEMENT);
    }

    void joinGroup(int group) {
        socket.setOption(SOL_NETLINK, NetlinkConstants.NETLINK_ADD_MEMBERSHIP, group);
    }

    /** What it drops never comes, as if it had not been sent. */
    void attachFilter(List<BpfInstruction> filter) {
        socket.attachFilter(filter);
    }

    int number() {
        return socket.number();
    }

    @Override
    public void close() {
        socket.close();
    }
}
