package io.fairlead.linux.rtnetlink;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.netlink.AttributeReader;
import io.fairlead.linux.netlink.MalformedNetlinkException;
import io.fairlead.linux.netlink.NetlinkMessage;
import io.fairlead.linux.netlink.PayloadBuilder;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A route (struct rtmsg).
 *
 * <pre>
 *  0        1        2        3     4       5          6       7      8       12
 * +--------+--------+--------+-----+-------+----------+-------+------+-------+------------
 * | family | dstlen | srclen | tos | table | protocol | scope | type | flags | RTA_…
 * +--------+--------+--------+-----+-------+----------+-------+------+-------+------------
 * </pre>
 *
 * @param type RTN_…: {@link #RTN_UNICAST}, {@link #RTN_LOCAL}…
 * @param ifindex empty where it leads through no single interface
 * @param gateway empty for what is on the link
 * @param source the address that new connections get, where the route says
 * @param metric the least wins
 */
public record Route(
        IpPrefix destination,
        int table,
        int type,
        OptionalInt ifindex,
        Optional<IpAddress> gateway,
        Optional<IpAddress> source,
        int metric) {
    public static final int RTN_UNICAST = 1;
    public static final int RTN_LOCAL = 2;
    public static final int RT_TABLE_MAIN = 254;

    private static final int HEADER = 12;

    public boolean isDefault() {
        return destination.length() == 0;
    }

    static PayloadBuilder request(int family, int destinationLength) {
        return new PayloadBuilder().u8(family).u8(destinationLength).zeros(10);
    }

    /** Empty for a family that is neither IPv4 nor IPv6. */
    static Optional<Route> decode(NetlinkMessage message) {
        AttributeReader attributes = new AttributeReader(message.payloadAfter(HEADER));
        ByteBuffer header = message.payloadAfter(0);
        return Addresses.family(header.get(header.position()) & 0xff)
                .map(family -> new Decoding(family).decode(header.slice(), attributes));
    }

    private static final class Decoding {
        private final AddressFamily family;
        private Optional<IpAddress> destination = Optional.empty();
        private OptionalInt ifindex = OptionalInt.empty();
        private Optional<IpAddress> gateway = Optional.empty();
        private Optional<IpAddress> source = Optional.empty();
        private int table;
        private int metric;

        private Decoding(AddressFamily family) {
            this.family = family;
        }

        private Route decode(ByteBuffer header, AttributeReader attributes) {
            table = header.get(4) & 0xff;
            while (attributes.next()) {
                read(attributes);
            }
            attributes.check("route");
            int length = header.get(1) & 0xff;
            if (length > family.octets() * 8) {
                throw new MalformedNetlinkException("route: prefix length " + length + " of " + family);
            }
            IpAddress to = destination.orElseGet(() -> IpAddress.of(new byte[family.octets()]));
            return new Route(new IpPrefix(to, length), table, header.get(7) & 0xff, ifindex, gateway, source, metric);
        }

        private void read(AttributeReader attribute) {
            switch (attribute.type()) {
                case RouteConstants.RTA_DST -> destination = Addresses.read(attribute, family);
                case RouteConstants.RTA_OIF -> ifindex = OptionalInt.of(attribute.u32());
                case RouteConstants.RTA_GATEWAY -> gateway = Addresses.read(attribute, family);
                case RouteConstants.RTA_PREFSRC -> source = Addresses.read(attribute, family);
                case RouteConstants.RTA_PRIORITY -> metric = attribute.u32();
                case RouteConstants.RTA_TABLE -> table = attribute.u32();
                default -> {}
            }
        }
    }
}
