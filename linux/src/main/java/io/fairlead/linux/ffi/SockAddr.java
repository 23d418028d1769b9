package io.fairlead.linux.ffi;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A socket's address as the kernel writes it (sockaddr_in, sockaddr_in6, sockaddr_ll, sockaddr_nl, sockaddr_un). The family and what
 * is not marked otherwise is in the machine's byte order; ports, the EtherType and addresses are in network order.
 */
public sealed interface SockAddr {
    /** Room for any of them (sockaddr_storage). */
    int LARGEST = 128;

    /** IPv4; {@code port} 0–65535, for raw sockets 0. */
    record In(IpAddress address, int port) implements SockAddr {
        @Override
        public void put(ByteBuffer out) {
            out.putShort((short) SocketConstants.AF_INET);
            putBigEndianShort(out, port).put(address.octets()).putLong(0);
        }
    }

    /** IPv6; {@code scopeId} is the interface's index for link-local and multicast addresses, else 0. */
    record In6(IpAddress address, int port, int scopeId) implements SockAddr {
        @Override
        public void put(ByteBuffer out) {
            out.putShort((short) SocketConstants.AF_INET6);
            putBigEndianShort(out, port).putInt(0).put(address.octets()).putInt(scopeId);
        }
    }

    /**
     * A link-layer address (packet sockets).
     *
     * @param protocol EtherType, host order, for instance {@link SocketConstants#ETH_P_ARP}; 0 for none
     * @param packetType PACKET_HOST (0), PACKET_OUTGOING (4)… of a received frame
     * @param mac the other side's address, empty where it is no Ethernet address
     */
    record Ll(int protocol, int ifindex, int packetType, Optional<MacAddress> mac) implements SockAddr {
        /** All of an interface's frames with that EtherType, for bind. */
        public static Ll of(int protocol, int ifindex) {
            return new Ll(protocol, ifindex, 0, Optional.empty());
        }

        /** A frame's destination, for send by a SOCK_DGRAM socket. */
        public static Ll to(int protocol, int ifindex, MacAddress mac) {
            return new Ll(protocol, ifindex, 0, Optional.of(mac));
        }

        @Override
        public void put(ByteBuffer out) {
            byte[] octets = mac.map(MacAddress::octets).orElse(new byte[0]);
            out.putShort((short) SocketConstants.AF_PACKET);
            putBigEndianShort(out, protocol).putInt(ifindex).putShort((short) 0);
            out.put((byte) packetType).put((byte) octets.length).put(octets).put(new byte[8 - octets.length]);
        }
    }

    /** Netlink; port 0 is the kernel. */
    record Nl(int portId, int groups) implements SockAddr {
        @Override
        public void put(ByteBuffer out) {
            out.putShort((short) SocketConstants.AF_NETLINK).putShort((short) 0);
            out.putInt(portId).putInt(groups);
        }
    }

    /** A socket file's path, at most 107 octets in UTF-8. */
    record Un(String path) implements SockAddr {
        /** sun_path, less the closing zero. */
        private static final int LONGEST = 107;

        public Un {
            if (path.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
                throw new IllegalArgumentException("the path of a socket has at most " + LONGEST + " octets: " + path);
            }
        }

        @Override
        public void put(ByteBuffer out) {
            out.putShort((short) SocketConstants.AF_UNIX);
            out.put(path.getBytes(StandardCharsets.UTF_8)).put((byte) 0);
        }
    }

    /** None, or of a family that we have no use for. */
    record Other(int family) implements SockAddr {
        @Override
        public void put(ByteBuffer out) {
            out.putShort((short) family);
        }
    }

    /** Writes this at the position of {@code out}, which is in the machine's order and has room for {@link #LARGEST}. */
    void put(ByteBuffer out);

    /** Writes this from octet 0 of {@code to}, which has room for {@link #LARGEST}, and gives the length. */
    default int encode(ByteBuffer to) {
        ByteBuffer out = to.duplicate().order(ByteOrder.nativeOrder()).clear();
        put(out);
        return out.position();
    }

    /** Reads {@code length} octets from octet 0 of {@code from}, as the kernel wrote them. */
    static SockAddr decode(ByteBuffer from, int length) {
        ByteBuffer in = from.duplicate().order(ByteOrder.nativeOrder()).clear();
        if (length < 2) {
            return new Other(0);
        }
        int family = in.getShort(0) & 0xffff;
        if (family == SocketConstants.AF_INET && length >= 16) {
            return new In(IpAddress.of(octets(in, 4, 4)), bigEndianShort(in, 2));
        }
        if (family == SocketConstants.AF_INET6 && length >= 28) {
            return new In6(IpAddress.of(octets(in, 8, 16)), bigEndianShort(in, 2), in.getInt(24));
        }
        if (family == SocketConstants.AF_PACKET && length >= 12) {
            Optional<MacAddress> mac =
                    in.get(11) == 6 && length >= 18 ? Optional.of(MacAddress.of(octets(in, 12, 6))) : Optional.empty();
            return new Ll(bigEndianShort(in, 2), in.getInt(4), in.get(10) & 0xff, mac);
        }
        return family == SocketConstants.AF_NETLINK && length >= 12
                ? new Nl(in.getInt(4), in.getInt(8))
                : new Other(family);
    }

    private static ByteBuffer putBigEndianShort(ByteBuffer out, int value) {
        return out.put((byte) (value >> 8)).put((byte) value);
    }

    private static int bigEndianShort(ByteBuffer in, int at) {
        return ((in.get(at) & 0xff) << 8) | (in.get(at + 1) & 0xff);
    }

    private static byte[] octets(ByteBuffer in, int at, int count) {
        byte[] octets = new byte[count];
        in.get(at, octets);
        return octets;
    }
}
