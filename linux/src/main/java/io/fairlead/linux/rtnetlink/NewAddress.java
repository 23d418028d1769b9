package io.fairlead.linux.rtnetlink;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.netlink.PayloadBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * An address to be put on an interface.
 *
 * @param ifindex the interface's index
 * @param valid how long the kernel keeps it, at least 1 s
 * @param preferred how long it may be chosen as a source, at most {@code valid}
 * @param protocol kept with the address to tell whose it is (IFA_PROTO); kernels before 5.18 ignore it, 0 leaves it out
 * @param flags IFA_F_…
 */
public record NewAddress(int ifindex, IpPrefix prefix, Lifetime valid, Lifetime preferred, int protocol, int flags) {
    /** Our address protocol. The kernel's own are 0–3; iproute2 and the routing daemons name none as high as this. */
    public static final int FAIRLEAD = 0xfa;

    public NewAddress {
        if (valid.seconds() == 0 || preferred.seconds() > valid.seconds()) {
            throw new IllegalArgumentException("valid " + valid + " must be at least 1 s and preferred " + preferred);
        }
    }

    /**
     * A virtual address, tagged as ours.
     *
     * <p>Its prefix should be of full length, /32 or /128, although a subnet of the interface holds it. Then it is a subnet of
     * its own: no route but that to the address itself comes or goes with it, the interface's first address remains what
     * {@code inet_select_addr} finds for the connected and the default route, and the address does not vanish with the first
     * one, as a secondary of the same subnet would (unless promote_secondaries is set). ARP does not care for lengths.
     *
     * <p>IPv6: no duplicate detection (V42), no prefix route, and preferred lifetime 0, since source selection (RFC 6724)
     * would otherwise be free to choose it for the container's own connections.
     */
    public static NewAddress virtual(int ifindex, IpPrefix prefix, Lifetime valid) {
        boolean ipv6 = prefix.address().family() == AddressFamily.IPV6;
        int flags = ipv6 ? RouteConstants.IFA_F_NODAD | RouteConstants.IFA_F_NOPREFIXROUTE : 0;
        return new NewAddress(ifindex, prefix, valid, ipv6 ? Lifetime.NONE : valid, FAIRLEAD, flags);
    }

    /** The payload of RTM_NEWADDR; its wire is drawn at {@link InterfaceAddress}. */
    PayloadBuilder encode() {
        byte[] octets = prefix.address().octets();
        PayloadBuilder payload = InterfaceAddress.header(prefix, ifindex)
                .attribute(RouteConstants.IFA_LOCAL, octets)
                .attribute(RouteConstants.IFA_ADDRESS, octets)
                .attribute(RouteConstants.IFA_CACHEINFO, cacheInfo())
                .attributeU32(RouteConstants.IFA_FLAGS, flags);
        return protocol == 0 ? payload : payload.attributeU8(RouteConstants.IFA_PROTO, protocol);
    }

    /** struct ifa_cacheinfo: preferred, valid, and two times that only the kernel sets. */
    private byte[] cacheInfo() {
        return ByteBuffer.allocate(16)
                .order(ByteOrder.nativeOrder())
                .putInt(preferred.unsigned())
                .putInt(valid.unsigned())
                .array();
    }
}
