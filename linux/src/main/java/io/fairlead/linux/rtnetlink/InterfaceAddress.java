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

/**
 * An address that an interface has (struct ifaddrmsg).
 *
 * <pre>
 *  0        1           2       3       4       8
 * +--------+-----------+-------+-------+-------+------------
 * | family | prefixlen | flags | scope | index | IFA_…
 * +--------+-----------+-------+-------+-------+------------
 * </pre>
 *
 * @param flags IFA_F_…
 * @param protocol who put it there (IFA_PROTO, Linux 5.18), as {@link NewAddress#FAIRLEAD}; 0: not known
 * @param valid what is left of its lifetime
 * @param preferred how long it still is a source by choice
 */
public record InterfaceAddress(
        int ifindex, IpPrefix prefix, int scope, int flags, int protocol, Lifetime valid, Lifetime preferred) {
    private static final int HEADER = 8;

    public IpAddress address() {
        return prefix.address();
    }

    /** Of a subnet in which the interface has an older address, with which it goes (IPv4). */
    public boolean isSecondary() {
        return address().family() == AddressFamily.IPV4 && (flags & RouteConstants.IFA_F_SECONDARY) != 0;
    }

    /** Its preferred lifetime is over: not chosen as a source (IPv6). */
    public boolean isDeprecated() {
        return (flags & RouteConstants.IFA_F_DEPRECATED) != 0;
    }

    /** Not usable: duplicate detection goes on or has found a duplicate (IPv6). */
    public boolean isTentative() {
        return (flags & (RouteConstants.IFA_F_TENTATIVE | RouteConstants.IFA_F_DADFAILED)) != 0;
    }

    /** Put there by us, where the kernel keeps that (Linux 5.18). */
    public boolean isOurs() {
        return protocol == NewAddress.FAIRLEAD;
    }

    /** The fixed header; flags go by IFA_FLAGS, and the scope is the kernel's default, global. */
    static PayloadBuilder header(IpPrefix prefix, int ifindex) {
        return new PayloadBuilder()
                .u8(Addresses.familyNumber(prefix.address().family()))
                .u8(prefix.length())
                .u8(0)
                .u8(0)
                .u32(ifindex);
    }

    /** Empty for a family that is neither IPv4 nor IPv6. */
    static Optional<InterfaceAddress> decode(NetlinkMessage message) {
        AttributeReader attributes = new AttributeReader(message.payloadAfter(HEADER));
        ByteBuffer header = message.payloadAfter(0);
        Optional<AddressFamily> family = Addresses.family(header.get() & 0xff);
        return family.map(known -> new Decoding(known).decode(header, attributes));
    }

    private static final class Decoding {
        private final AddressFamily family;
        private Optional<IpAddress> address = Optional.empty();
        private Optional<IpAddress> local = Optional.empty();
        private int flags;
        private int protocol;
        // Without IFA_CACHEINFO an address stays.
        private Lifetime valid = Lifetime.FOREVER;
        private Lifetime preferred = Lifetime.FOREVER;

        private Decoding(AddressFamily family) {
            this.family = family;
        }

        private InterfaceAddress decode(ByteBuffer header, AttributeReader attributes) {
            int length = header.get() & 0xff;
            flags = header.get() & 0xff;
            int scope = header.get() & 0xff;
            int ifindex = header.getInt();
            while (attributes.next()) {
                read(attributes);
            }
            attributes.check("address");
            // On a point-to-point link IFA_ADDRESS is the other end; IPv6 without one has no IFA_LOCAL.
            IpAddress own = local.or(() -> address)
                    .orElseThrow(() -> new MalformedNetlinkException("address: neither IFA_LOCAL nor IFA_ADDRESS"));
            if (length > family.octets() * 8) {
                throw new MalformedNetlinkException("address: prefix length " + length + " of " + family);
            }
            return new InterfaceAddress(ifindex, new IpPrefix(own, length), scope, flags, protocol, valid, preferred);
        }

        private void read(AttributeReader attribute) {
            switch (attribute.type()) {
                case RouteConstants.IFA_ADDRESS -> address = Addresses.read(attribute, family);
                case RouteConstants.IFA_LOCAL -> local = Addresses.read(attribute, family);
                case RouteConstants.IFA_FLAGS -> flags = attribute.u32();
                case RouteConstants.IFA_PROTO -> protocol = attribute.u8();
                case RouteConstants.IFA_CACHEINFO -> {
                    if (attribute.length() < 8) {
                        attribute.reject("no cache info");
                        return;
                    }
                    ByteBuffer cacheInfo = attribute.structure();
                    preferred = Lifetime.ofUnsigned(cacheInfo.getInt(0));
                    valid = Lifetime.ofUnsigned(cacheInfo.getInt(4));
                }
                default -> {}
            }
        }
    }
}
