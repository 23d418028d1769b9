package io.fairlead.linux.ffi;

import static io.fairlead.linux.ffi.SocketConstants.IPPROTO_IP;
import static io.fairlead.linux.ffi.SocketConstants.IPPROTO_IPV6;

import io.fairlead.core.net.IpAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Room for one message from a socket, used again for the next: {@link KernelSocket#receive} fills it. Not for several
 * threads at once.
 */
public final class InboundMessage {
    private final NativeBuffer buffer;
    private final MessageHeader header = new MessageHeader();
    private int length;

    /** For messages of up to {@code octets} octets. */
    public InboundMessage(int octets) {
        this.buffer = NativeBuffer.allocate(octets);
    }

    /** The data in network order, read-only, from position 0 to its limit; valid until the next message. */
    public ByteBuffer data() {
        return buffer.bytes().asReadOnlyBuffer().clear().limit(length).order(ByteOrder.BIG_ENDIAN);
    }

    /** A copy of the data. */
    public byte[] octets() {
        byte[] octets = new byte[length];
        buffer.bytes().get(0, octets);
        return octets;
    }

    public SockAddr sender() {
        return SockAddr.decode(header.name.bytes(), header.nameLength());
    }

    /** Whether the message was longer than the room; the rest of it is lost. */
    public boolean isTruncated() {
        return (header.flags() & SocketConstants.MSG_TRUNC) != 0;
    }

    public List<ControlMessage> controlMessages() {
        return ControlMessage.decode(header.control.bytes(), header.controlLength());
    }

    /** TTL or hop limit, 0–255, where IP_RECVTTL or IPV6_RECVHOPLIMIT is set. */
    public OptionalInt timeToLive() {
        for (ControlMessage message : controlMessages()) {
            if ((message.level() == IPPROTO_IP && message.type() == SocketConstants.IP_TTL)
                    || (message.level() == IPPROTO_IPV6 && message.type() == SocketConstants.IPV6_HOPLIMIT)) {
                return OptionalInt.of(message.intValue());
            }
        }
        return OptionalInt.empty();
    }

    /** Where it arrived, when IP_PKTINFO or IPV6_RECVPKTINFO is set. */
    public Optional<PacketInfo> packetInfo() {
        return controlMessages().stream()
                .flatMap(message -> PacketInfo.decode(message).stream())
                .findFirst();
    }

    /** Which interface a packet came in by and for which address. */
    public record PacketInfo(int ifindex, IpAddress destination) {
        private static Optional<PacketInfo> decode(ControlMessage message) {
            ByteBuffer data = ByteBuffer.wrap(message.data()).order(ByteOrder.nativeOrder());
            // in_pktinfo: index, local address, destination of the header; in6_pktinfo: destination, index.
            if (message.level() == IPPROTO_IP
                    && message.type() == SocketConstants.IP_PKTINFO
                    && data.capacity() >= 12) {
                return Optional.of(new PacketInfo(data.getInt(0), address(data, 8, 4)));
            }
            if (message.level() == IPPROTO_IPV6
                    && message.type() == SocketConstants.IPV6_PKTINFO
                    && data.capacity() >= 20) {
                return Optional.of(new PacketInfo(data.getInt(16), address(data, 0, 16)));
            }
            return Optional.empty();
        }

        private static IpAddress address(ByteBuffer data, int at, int count) {
            byte[] octets = new byte[count];
            data.get(at, octets);
            return IpAddress.of(octets);
        }
    }

    long prepare() {
        header.set(buffer, buffer.capacity(), SockAddr.LARGEST, MessageHeader.CONTROL_ROOM);
        return header.address();
    }

    void received(int octets) {
        length = Math.min(octets, buffer.capacity());
    }
}
