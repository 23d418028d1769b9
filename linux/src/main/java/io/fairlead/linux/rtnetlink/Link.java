package io.fairlead.linux.rtnetlink;

import io.fairlead.core.net.MacAddress;
import io.fairlead.linux.netlink.AttributeReader;
import io.fairlead.linux.netlink.NetlinkMessage;
import io.fairlead.linux.netlink.PayloadBuilder;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A network interface (struct ifinfomsg).
 *
 * <pre>
 *  0        1     2      4       8       12       16
 * +--------+-----+------+-------+-------+--------+------------
 * | family | pad | type | index | flags | change | IFLA_…
 * +--------+-----+------+-------+-------+--------+------------
 * </pre>
 *
 * @param index its number in its network namespace, at least 1
 * @param mac empty where it has no Ethernet address
 * @param flags IFF_…
 * @param mtu octets
 * @param kind {@code veth}, {@code bridge}…; empty for a device of hardware and for loopback
 * @param master the index of the bridge or bond that it belongs to
 * @param peer of a veth: the index of its other end, in that one's namespace
 * @param peerNamespace the number that the kernel gave the other end's namespace in this one; empty: it is this one
 */
public record Link(
        int index,
        String name,
        Optional<MacAddress> mac,
        int flags,
        int mtu,
        String kind,
        OptionalInt master,
        OptionalInt peer,
        OptionalInt peerNamespace) {
    private static final int HEADER = 16;

    /** One without another end. */
    public Link(int index, String name, Optional<MacAddress> mac, int flags, int mtu, String kind, OptionalInt master) {
        this(index, name, mac, flags, mtu, kind, master, OptionalInt.empty(), OptionalInt.empty());
    }

    /** Switched on by someone. */
    public boolean isUp() {
        return (flags & RouteConstants.IFF_UP) != 0;
    }

    /** Able to carry packets: up, and the other end is there. */
    public boolean isRunning() {
        return (flags & RouteConstants.IFF_RUNNING) != 0;
    }

    public boolean isLoopback() {
        return (flags & RouteConstants.IFF_LOOPBACK) != 0;
    }

    public boolean isMulticast() {
        return (flags & RouteConstants.IFF_MULTICAST) != 0;
    }

    /** The payload of RTM_GETLINK, without the counters that nobody reads; index 0: all, or by IFLA_IFNAME. */
    static PayloadBuilder request(int ifindex) {
        return new PayloadBuilder()
                .zeros(4)
                .u32(ifindex)
                .zeros(8)
                .attributeU32(RouteConstants.IFLA_EXT_MASK, RouteConstants.RTEXT_FILTER_SKIP_STATS);
    }

    static Link decode(NetlinkMessage message) {
        AttributeReader attributes = new AttributeReader(message.payloadAfter(HEADER));
        ByteBuffer header = message.payload();
        int start = header.position();
        String name = "";
        Optional<MacAddress> mac = Optional.empty();
        int mtu = 0;
        StringBuilder kind = new StringBuilder();
        OptionalInt master = OptionalInt.empty();
        OptionalInt peer = OptionalInt.empty();
        OptionalInt peerNamespace = OptionalInt.empty();
        while (attributes.next()) {
            switch (attributes.type()) {
                case RouteConstants.IFLA_IFNAME -> name = attributes.string();
                case RouteConstants.IFLA_ADDRESS ->
                    mac = attributes.length() == 6 ? Optional.of(MacAddress.of(attributes.octets())) : Optional.empty();
                case RouteConstants.IFLA_MTU -> mtu = attributes.u32();
                case RouteConstants.IFLA_MASTER -> master = OptionalInt.of(attributes.u32());
                case RouteConstants.IFLA_LINK -> peer = OptionalInt.of(attributes.u32());
                case RouteConstants.IFLA_LINK_NETNSID -> peerNamespace = OptionalInt.of(attributes.u32());
                case RouteConstants.IFLA_LINKINFO -> attributes.nested(inner -> kind.append(kind(inner)));
                default -> {}
            }
        }
        attributes.check("link");
        return new Link(
                header.getInt(start + 4),
                name,
                mac,
                header.getInt(start + 8),
                mtu,
                kind.toString(),
                master,
                peer,
                peerNamespace);
    }

    private static String kind(AttributeReader info) {
        String kind = "";
        while (info.next()) {
            if (info.type() == RouteConstants.IFLA_INFO_KIND) {
                kind = info.string();
            }
        }
        return kind;
    }
}
