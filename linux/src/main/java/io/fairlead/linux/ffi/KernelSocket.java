package io.fairlead.linux.ffi;

import static io.fairlead.linux.ffi.SocketConstants.SOCK_CLOEXEC;
import static io.fairlead.linux.ffi.SocketConstants.SOL_SOCKET;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A socket of a kind that the JDK does not have: raw, packet, netlink. It stays in the network namespace that its thread was
 * in when it was opened. One thread at a time.
 */
public final class KernelSocket implements AutoCloseable {
    private final Fd fd;
    private final String what;

    /** Made with the first message: streams and those that only listen need neither. */
    private MessageHeader outbound;

    private NativeBuffer outboundData;

    private KernelSocket(Fd fd, String what) {
        this.fd = fd;
        this.what = what;
    }

    /**
     * A new socket, closed on exec.
     *
     * @param what what errors call it, for instance {@code rtnetlink}
     * @param type with SOCK_NONBLOCK where wanted; {@link #receive} never waits in any case
     */
    public static KernelSocket open(String what, int domain, int type, int protocol) {
        long fd = Kernel.call(() -> "socket " + what, () -> Libc.socket(domain, type | SOCK_CLOEXEC, protocol));
        return new KernelSocket(Fd.owning((int) fd, what), what);
    }

    /** The descriptor's number, for a poll loop. */
    public int number() {
        return fd.number();
    }

    public void bind(SockAddr address) {
        NativeBuffer name = NativeBuffer.allocate(SockAddr.LARGEST);
        int length = address.encode(name.bytes());
        Kernel.call(() -> "bind " + what + " to " + address, () -> Libc.bind(number(), name.address(), length));
    }

    /** Takes connections from now on, up to {@code backlog} before they are accepted. */
    public void listen(int backlog) {
        Kernel.call(() -> "listen " + what, () -> Libc.listen(number(), backlog));
    }

    /**
     * The next connection that waits, non-blocking; empty if none does on a non-blocking socket.
     *
     * @throws KernelException EMFILE, ENFILE: no descriptors left, and it goes on waiting
     */
    public Optional<KernelSocket> accept(String whatItIs) {
        int flags = SocketConstants.SOCK_NONBLOCK | SOCK_CLOEXEC;
        long result = Kernel.attempt(() -> Libc.accept4(number(), 0, 0, flags));
        if (result == -Errno.EAGAIN.number() || result == -Errno.ECONNABORTED.number()) {
            return Optional.empty();
        }
        if (result < 0) {
            throw new KernelException("accept by " + what, new Errno((int) -result));
        }
        return Optional.of(new KernelSocket(Fd.owning((int) result, whatItIs), whatItIs));
    }

    /** Connects; of a non-blocking unix socket EAGAIN says that the other side's backlog is full. */
    public void connect(SockAddr address) {
        NativeBuffer name = NativeBuffer.allocate(SockAddr.LARGEST);
        int length = address.encode(name.bytes());
        Kernel.call(() -> "connect " + what + " to " + address, () -> Libc.connect(number(), name.address(), length));
    }

    /**
     * Reads from a stream, never waits, and takes no descriptors that come along.
     *
     * @return octets in {@code into}, 0 at the stream's end; empty if there is nothing now
     */
    public OptionalInt readStream(NativeBuffer into) {
        long result = Kernel.attempt(
                () -> Libc.recv(number(), into.address(), into.capacity(), SocketConstants.MSG_DONTWAIT));
        if (result == -Errno.EAGAIN.number()) {
            return OptionalInt.empty();
        }
        if (result < 0) {
            throw new KernelException("read by " + what, new Errno((int) -result));
        }
        return OptionalInt.of((int) result);
    }

    /** Writes the first {@code length} octets to a stream, never waits, and gives how many were taken. */
    public int writeStream(NativeBuffer from, int length) {
        int flags = SocketConstants.MSG_DONTWAIT | SocketConstants.MSG_NOSIGNAL;
        long result = Kernel.attempt(() -> Libc.send(number(), from.address(), length, flags));
        if (result == -Errno.EAGAIN.number()) {
            return 0;
        }
        if (result < 0) {
            throw new KernelException("write by " + what, new Errno((int) -result));
        }
        return (int) result;
    }

    /** The socket's own address. */
    public SockAddr localAddress() {
        NativeBuffer name = NativeBuffer.allocate(SockAddr.LARGEST);
        NativeBuffer length = NativeBuffer.allocate(Integer.BYTES);
        length.bytes().putInt(0, SockAddr.LARGEST);
        Kernel.call(() -> "getsockname " + what, () -> Libc.getsockname(number(), name.address(), length.address()));
        return SockAddr.decode(name.bytes(), length.bytes().getInt(0));
    }

    /**
     * Sends one message, octets from position to limit of {@code data}, whose position moves to the limit.
     *
     * @param with what goes along, at most 256 octets
     * @throws KernelException with EAGAIN where a non-blocking socket has no room
     */
    public void send(ByteBuffer data, SockAddr to, ControlMessage... with) {
        int length = data.remaining();
        if (outbound == null) {
            outbound = new MessageHeader();
            outboundData = NativeBuffer.allocate(2048);
        }
        if (outboundData.capacity() < length) {
            outboundData = NativeBuffer.allocate(Integer.highestOneBit(length) * 2);
        }
        outboundData.bytes().put(0, data, data.position(), length);
        data.position(data.limit());
        ByteBuffer control = outbound.control.bytes().clear();
        for (ControlMessage message : with) {
            message.encode(control);
        }
        outbound.set(outboundData, length, to.encode(outbound.name.bytes()), control.position());
        Kernel.call(
                () -> "send " + length + " octets by " + what + " to " + to,
                () -> Libc.sendmsg(number(), outbound.address(), SocketConstants.MSG_NOSIGNAL));
    }

    /** As {@link #send(ByteBuffer, SockAddr, ControlMessage...)}. */
    public void send(byte[] data, SockAddr to, ControlMessage... with) {
        send(ByteBuffer.wrap(data), to, with);
    }

    /**
     * Takes the next message, if there is one; never waits.
     *
     * @return whether {@code into} was filled
     * @throws KernelException for an error that was waiting on the socket, as ENOBUFS on netlink or ENETDOWN
     */
    public boolean receive(InboundMessage into) {
        return receive(into, SocketConstants.MSG_DONTWAIT);
    }

    /** As {@link #receive}, but waits as long as SO_RCVTIMEO says, without it for ever. */
    public boolean receiveWaiting(InboundMessage into) {
        return receive(into, 0);
    }

    private boolean receive(InboundMessage into, int flags) {
        long result = Kernel.attempt(() -> Libc.recvmsg(number(), into.prepare(), flags));
        if (result == -Errno.EAGAIN.number()) {
            return false;
        }
        if (result < 0) {
            throw new KernelException("receive by " + what, new Errno((int) -result));
        }
        into.received((int) result);
        return true;
    }

    public void setOption(int level, int option, byte[] value) {
        setOption(level, option, NativeBuffer.of(value));
    }

    public void setOption(int level, int option, int value) {
        NativeBuffer octets = NativeBuffer.allocate(Integer.BYTES);
        octets.bytes().putInt(0, value);
        setOption(level, option, octets);
    }

    private void setOption(int level, int option, NativeBuffer value) {
        Kernel.call(
                () -> "setsockopt " + level + "/" + option + " of " + what,
                () -> Libc.setsockopt(number(), level, option, value.address(), value.capacity()));
    }

    public int intOption(int level, int option) {
        NativeBuffer value = NativeBuffer.allocate(Integer.BYTES);
        NativeBuffer length = NativeBuffer.allocate(Integer.BYTES);
        length.bytes().putInt(0, Integer.BYTES);
        Kernel.call(
                () -> "getsockopt " + level + "/" + option + " of " + what,
                () -> Libc.getsockopt(number(), level, option, value.address(), length.address()));
        return value.bytes().getInt(0);
    }

    /** An option that is a structure of {@code octets} octets, in the machine's order. */
    public ByteBuffer option(int level, int option, int octets) {
        NativeBuffer value = NativeBuffer.allocate(octets);
        NativeBuffer length = NativeBuffer.allocate(Integer.BYTES);
        length.bytes().putInt(0, octets);
        Kernel.call(
                () -> "getsockopt " + level + "/" + option + " of " + what,
                () -> Libc.getsockopt(number(), level, option, value.address(), length.address()));
        return value.bytes();
    }

    /** Receives what is sent to {@code group} on the interface. */
    public void joinGroup(IpAddress group, int ifindex) {
        membership(group, ifindex, SocketConstants.IP_ADD_MEMBERSHIP, SocketConstants.IPV6_ADD_MEMBERSHIP);
    }

    public void leaveGroup(IpAddress group, int ifindex) {
        membership(group, ifindex, SocketConstants.IP_DROP_MEMBERSHIP, SocketConstants.IPV6_DROP_MEMBERSHIP);
    }

    private void membership(IpAddress group, int ifindex, int option, int option6) {
        ByteBuffer request = ByteBuffer.allocate(20).order(ByteOrder.nativeOrder());
        if (group.family() == AddressFamily.IPV4) {
            // ip_mreqn: group, local address (any), index
            setOption(
                    SocketConstants.IPPROTO_IP,
                    option,
                    request.put(group.octets()).putInt(0).putInt(ifindex).limit(12));
        } else {
            // ipv6_mreq: group, index
            setOption(
                    SocketConstants.IPPROTO_IPV6,
                    option6,
                    request.put(group.octets()).putInt(ifindex));
        }
    }

    private void setOption(int level, int option, ByteBuffer value) {
        byte[] octets = new byte[value.limit()];
        value.get(0, octets);
        setOption(level, option, octets);
    }

    /** Lets the kernel drop what {@code program} refuses before it wakes us. */
    public void attachFilter(List<BpfInstruction> program) {
        NativeBuffer instructions = BpfInstruction.encode(program);
        // sock_fprog: 16-bit count, padding, pointer
        NativeBuffer pointer = NativeBuffer.allocate(16);
        pointer.bytes().putShort(0, (short) program.size());
        Kernel.call(() -> "attach a filter to " + what, () -> {
            pointer.bytes().putLong(8, instructions.address());
            return Libc.setsockopt(
                    number(), SOL_SOCKET, SocketConstants.SO_ATTACH_FILTER, pointer.address(), pointer.capacity());
        });
    }

    @Override
    public void close() {
        fd.close();
    }

    @Override
    public String toString() {
        return fd.toString();
    }
}
