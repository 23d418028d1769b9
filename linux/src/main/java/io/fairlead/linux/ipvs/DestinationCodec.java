package io.fairlead.linux.ipvs;

import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DEST_ATTR_ACTIVE_CONNS;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DEST_ATTR_ADDR;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DEST_ATTR_ADDR_FAMILY;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DEST_ATTR_FWD_METHOD;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DEST_ATTR_INACT_CONNS;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DEST_ATTR_L_THRESH;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DEST_ATTR_PERSIST_CONNS;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DEST_ATTR_PORT;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DEST_ATTR_STATS;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DEST_ATTR_STATS64;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DEST_ATTR_TUN_FLAGS;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DEST_ATTR_TUN_PORT;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DEST_ATTR_TUN_TYPE;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DEST_ATTR_U_THRESH;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DEST_ATTR_WEIGHT;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ForwardingMethod;
import io.fairlead.core.ipvs.Tunnel;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.netlink.AttributeReader;
import io.fairlead.linux.netlink.PayloadBuilder;
import java.util.Optional;

/** IPVS_CMD_ATTR_DEST: a destination, or only its key. */
final class DestinationCodec {
    private DestinationCodec() {}

    static void encodeKey(PayloadBuilder out, Destination.Key key) {
        out.attribute(IPVS_DEST_ATTR_ADDR, InetAddressUnion.encode(key.address()))
                .attributeU16Be(IPVS_DEST_ATTR_PORT, key.port())
                .attributeU16(
                        IPVS_DEST_ATTR_ADDR_FAMILY,
                        InetAddressUnion.number(key.address().family()));
    }

    static void encode(PayloadBuilder out, Destination destination) {
        encodeKey(out, destination.key());
        out.attributeU32(IPVS_DEST_ATTR_FWD_METHOD, destination.method().number())
                .attributeU32(IPVS_DEST_ATTR_WEIGHT, destination.weight())
                .attributeU32(IPVS_DEST_ATTR_U_THRESH, destination.upperThreshold())
                .attributeU32(IPVS_DEST_ATTR_L_THRESH, destination.lowerThreshold());
        destination
                .tunnel()
                .ifPresent(tunnel -> out.attributeU8(
                                IPVS_DEST_ATTR_TUN_TYPE, tunnel.type().number())
                        .attributeU16Be(IPVS_DEST_ATTR_TUN_PORT, tunnel.port())
                        .attributeU16(
                                IPVS_DEST_ATTR_TUN_FLAGS, tunnel.checksum().number()));
    }

    /**
     * Reads one; a value that cannot be is an error of {@code attributes}.
     *
     * @param ofService the service's family: kernels before 3.18 do not say the destination's
     */
    static Optional<DestinationReport> decode(AttributeReader attributes, AddressFamily ofService) {
        Decoded decoded = new Decoded(InetAddressUnion.number(ofService));
        while (attributes.next()) {
            decoded.take(attributes);
        }
        return decoded.report(attributes);
    }

    /** The attributes as they come. */
    private static final class Decoded {
        private int family;
        private byte[] address = {};
        private int port;
        private int method;
        private int weight;
        private int upperThreshold;
        private int lowerThreshold;
        private int active;
        private int inactive;
        private int persistent;
        private int tunnelType;
        private int tunnelPort;
        private int tunnelFlags;
        private Stats stats = Stats.ZERO;
        private boolean wide;

        Decoded(int family) {
            this.family = family;
        }

        void take(AttributeReader in) {
            switch (in.type()) {
                case IPVS_DEST_ATTR_ADDR_FAMILY -> family = in.u16();
                case IPVS_DEST_ATTR_ADDR -> address = in.octets();
                case IPVS_DEST_ATTR_PORT -> port = in.u16Be();
                case IPVS_DEST_ATTR_FWD_METHOD -> method = in.u32();
                case IPVS_DEST_ATTR_WEIGHT -> weight = in.u32();
                case IPVS_DEST_ATTR_U_THRESH -> upperThreshold = in.u32();
                case IPVS_DEST_ATTR_L_THRESH -> lowerThreshold = in.u32();
                case IPVS_DEST_ATTR_ACTIVE_CONNS -> active = in.u32();
                case IPVS_DEST_ATTR_INACT_CONNS -> inactive = in.u32();
                case IPVS_DEST_ATTR_PERSIST_CONNS -> persistent = in.u32();
                case IPVS_DEST_ATTR_TUN_TYPE -> tunnelType = in.u8();
                case IPVS_DEST_ATTR_TUN_PORT -> tunnelPort = in.u16Be();
                case IPVS_DEST_ATTR_TUN_FLAGS -> tunnelFlags = in.u16();
                case IPVS_DEST_ATTR_STATS -> in.nested(inner -> stats = wide ? stats : StatsCodec.decode(inner));
                case IPVS_DEST_ATTR_STATS64 -> in.nested(inner -> stats = StatsCodec.decode(inner));
                default -> {}
            }
            wide |= in.type() == IPVS_DEST_ATTR_STATS64;
        }

        Optional<DestinationReport> report(AttributeReader in) {
            Optional<IpAddress> decoded =
                    InetAddressUnion.family(family).flatMap(known -> InetAddressUnion.decode(known, address));
            Optional<ForwardingMethod> forwarding = ForwardingMethod.ofNumber(method);
            if (decoded.isEmpty() || forwarding.isEmpty()) {
                in.reject("no destination has family " + family + ", " + address.length
                        + " octets of address and method " + method);
                return Optional.empty();
            }
            Destination destination = new Destination(
                    new Destination.Key(decoded.get(), port),
                    forwarding.get(),
                    weight,
                    upperThreshold,
                    lowerThreshold,
                    forwarding.get() == ForwardingMethod.TUNNEL ? Optional.of(tunnel()) : Optional.empty());
            return Optional.of(new DestinationReport(
                    destination,
                    Integer.toUnsignedLong(active),
                    Integer.toUnsignedLong(inactive),
                    Integer.toUnsignedLong(persistent),
                    stats));
        }

        /** Of a kernel that is newer than we are the type may be unknown: then the oldest is the best guess. */
        private Tunnel tunnel() {
            Tunnel.Type type = Tunnel.Type.ofNumber(tunnelType).orElse(Tunnel.Type.IPIP);
            return new Tunnel(type, type == Tunnel.Type.GUE ? tunnelPort : 0, Tunnel.Checksum.ofFlags(tunnelFlags));
        }
    }
}
