package io.fairlead.linux.ffi;

import static io.fairlead.linux.ffi.SocketConstants.AF_INET;
import static io.fairlead.linux.ffi.SocketConstants.AF_INET6;
import static io.fairlead.linux.ffi.SocketConstants.AF_UNIX;
import static io.fairlead.linux.ffi.SocketConstants.SOCK_CLOEXEC;
import static io.fairlead.linux.ffi.SocketConstants.SOCK_NONBLOCK;
import static io.fairlead.linux.ffi.SocketConstants.SOCK_STREAM;
import static io.fairlead.linux.ffi.SocketConstants.SOL_SOCKET;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;

/**
 * Opens non-blocking streams for short questions, several a second for ever: native memory is taken once, not for each. One
 * thread.
 */
public final class StreamSockets {
    /** include/uapi/linux/tcp.h, include/uapi/asm-generic/socket.h */
    private static final int IPPROTO_TCP = 6;

    private static final int TCP_QUICKACK = 12;
    private static final int SO_ERROR = 4;
    private static final int SO_LINGER = 13;
    private static final int EINPROGRESS = 115;

    private final NativeBuffer name = NativeBuffer.allocate(SockAddr.LARGEST);
    private final NativeBuffer value = NativeBuffer.allocate(2 * Integer.BYTES);
    private final NativeBuffer length = NativeBuffer.allocate(Integer.BYTES);

    /**
     * Connected to the unix socket {@code path}.
     *
     * @throws KernelException ENOENT, ECONNREFUSED; EAGAIN: too many wait to be accepted
     */
    public Fd connect(String path) {
        Fd fd = open(AF_UNIX, path);
        return connected(fd, new SockAddr.Un(path), 0);
    }

    /**
     * A TCP connection that has begun: it is there, or was refused, as soon as the descriptor is writable; {@link #error} says
     * which. It is made to be given up: closed before our side of the handshake is complete, it ends by RST and never reaches
     * the application.
     *
     * @throws KernelException if it fails at once
     */
    public Fd knock(IpAddress address, int port) {
        boolean ipv4 = address.family() == AddressFamily.IPV4;
        Fd fd = open(ipv4 ? AF_INET : AF_INET6, "knock at " + port);
        // Without the quick ACK the handshake's last segment waits, and with no linger the close sends RST instead.
        value.bytes().putInt(0, 0);
        Libc.setsockopt(fd.number(), IPPROTO_TCP, TCP_QUICKACK, value.address(), Integer.BYTES);
        value.bytes().putInt(0, 1).putInt(Integer.BYTES, 0);
        Libc.setsockopt(fd.number(), SOL_SOCKET, SO_LINGER, value.address(), 2 * Integer.BYTES);
        return connected(fd, ipv4 ? new SockAddr.In(address, port) : new SockAddr.In6(address, port, 0), EINPROGRESS);
    }

    /** What became of a connection that had begun; 0: it is there. */
    public Errno error(Fd fd) {
        length.bytes().putInt(0, Integer.BYTES);
        value.bytes().putInt(0, 0);
        Kernel.call(
                "getsockopt SO_ERROR",
                () -> Libc.getsockopt(fd.number(), SOL_SOCKET, SO_ERROR, value.address(), length.address()));
        return new Errno(value.bytes().getInt(0));
    }

    private static Fd open(int domain, String what) {
        return Fd.owning(
                (int) Kernel.call("socket", () -> Libc.socket(domain, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)),
                what);
    }

    private Fd connected(Fd fd, SockAddr to, int tolerated) {
        int octets = to.encode(name.bytes());
        long result = Kernel.attempt(() -> Libc.connect(fd.number(), name.address(), octets));
        if (result < 0 && -result != tolerated) {
            fd.close();
            throw new KernelException("connect", new Errno((int) -result));
        }
        return fd;
    }
}
