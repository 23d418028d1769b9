package io.fairlead.linux.rtnetlink;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import io.fairlead.linux.netlink.AttributeReader;
import io.fairlead.linux.netlink.NetlinkMessage;
import io.fairlead.linux.netlink.PayloadBuilder;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * An entry of the ARP or neighbour-discovery cache (struct ndmsg).
 *
 * <pre>
 *  0        1     4       8       10      11     12
 * +--------+-----+-------+-------+-------+------+------------
 * | family | pad | index | state | flags | type | NDA_…
 * +--------+-----+-------+-------+-------+------+------------
 * </pre>
 *
 * @param mac empty while it is being asked for
 * @param state one of NUD_…
 */
public record Neighbour(int ifindex, IpAddress address, Optional<MacAddress> mac, int state) {
    public static final int NUD_INCOMPLETE = 0x01;
    public static final int NUD_REACHABLE = 0x02;
    public static final int NUD_STALE = 0x04;
    public static final int NUD_FAILED = 0x20;
    public static final int NUD_NOARP = 0x40;
    public static final int NUD_PERMANENT = 0x80;

    private static final int HEADER = 12;

    /** An entry that counts as just confirmed, as after a gratuitous ARP. */
    public static Neighbour reachable(int ifindex, IpAddress address, MacAddress mac) {
        return new Neighbour(ifindex, address, Optional.of(mac), NUD_REACHABLE);
    }

    /** An entry whose packets wait; set by a request, it is not asked for on the wire, and stays until it is changed. */
    public static Neighbour incomplete(int ifindex, IpAddress address) {
        return new Neighbour(ifindex, address, Optional.empty(), NUD_INCOMPLETE);
    }

    PayloadBuilder encode() {
        PayloadBuilder payload = new PayloadBuilder()
                .u8(Addresses.familyNumber(address.family()))
                .zeros(3)
                .u32(ifindex)
                .u16(state)
                .u8(0)
                .u8(0)
                .attribute(RouteConstants.NDA_DST, address.octets());
        mac.ifPresent(known -> payload.attribute(RouteConstants.NDA_LLADDR, known.octets()));
        return payload;
    }

    /** Empty for what is no neighbour of IPv4 or IPv6, as a bridge's forwarding entries. */
    static Optional<Neighbour> decode(NetlinkMessage message) {
        AttributeReader attributes = new AttributeReader(message.payloadAfter(HEADER));
        ByteBuffer header = message.payloadAfter(0);
        int start = header.position();
        Optional<AddressFamily> family = Addresses.family(header.get(start) & 0xff);
        if (family.isEmpty()) {
            return Optional.empty();
        }
        Optional<IpAddress> address = Optional.empty();
        Optional<MacAddress> mac = Optional.empty();
        while (attributes.next()) {
            if (attributes.type() == RouteConstants.NDA_DST) {
                address = Addresses.read(attributes, family.get());
            } else if (attributes.type() == RouteConstants.NDA_LLADDR && attributes.length() == 6) {
                mac = Optional.of(MacAddress.of(attributes.octets()));
            }
        }
        attributes.check("neighbour");
        Optional<MacAddress> known = mac;
        return address.map(
                of -> new Neighbour(header.getInt(start + 4), of, known, header.getShort(start + 8) & 0xffff));
    }
}
