package io.fairlead.linux.ipvs;

import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_SVC_ATTR_ADDR;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_SVC_ATTR_AF;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_SVC_ATTR_FLAGS;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_SVC_ATTR_FWMARK;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_SVC_ATTR_NETMASK;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_SVC_ATTR_PE_NAME;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_SVC_ATTR_PORT;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_SVC_ATTR_PROTOCOL;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_SVC_ATTR_SCHED_NAME;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_SVC_ATTR_STATS;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_SVC_ATTR_STATS64;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_SVC_ATTR_TIMEOUT;
import static io.fairlead.linux.ipvs.IpvsConstants.IP_VS_SVC_F_PERSISTENT;

import io.fairlead.core.ipvs.Persistence;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceFlag;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.netlink.AttributeReader;
import io.fairlead.linux.netlink.PayloadBuilder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** IPVS_CMD_ATTR_SERVICE: a service, or only its key. */
final class ServiceCodec {
    private ServiceCodec() {}

    /** What names a service in every command. */
    static void encodeKey(PayloadBuilder out, ServiceKey key) {
        out.attributeU16(IPVS_SVC_ATTR_AF, InetAddressUnion.number(key.family()));
        switch (key) {
            case ServiceKey.Address(TransportProtocol protocol, IpAddress address, int port) ->
                out.attributeU16(IPVS_SVC_ATTR_PROTOCOL, protocol.number())
                        .attribute(IPVS_SVC_ATTR_ADDR, InetAddressUnion.encode(address))
                        .attributeU16Be(IPVS_SVC_ATTR_PORT, port);
            case ServiceKey.FirewallMark(AddressFamily _, int mark) -> out.attributeU32(IPVS_SVC_ATTR_FWMARK, mark);
        }
    }

    /** The key and everything that the kernel wants for a new or changed service. */
    static void encode(PayloadBuilder out, VirtualService service) {
        encodeKey(out, service.key());
        int persistent = service.persistence().isPresent() ? IP_VS_SVC_F_PERSISTENT : 0;
        out.attributeString(IPVS_SVC_ATTR_SCHED_NAME, service.scheduler().name())
                .attribute(IPVS_SVC_ATTR_FLAGS, flags(ServiceFlag.toBits(service.flags()) | persistent))
                .attributeU32(
                        IPVS_SVC_ATTR_TIMEOUT,
                        service.persistence().map(Persistence::timeoutSeconds).orElse(0));
        encodeNetmask(out, service);
        service.persistence()
                .flatMap(Persistence::engine)
                .ifPresent(engine -> out.attributeString(IPVS_SVC_ATTR_PE_NAME, engine));
    }

    /** {@code struct ip_vs_flags}: values and a mask of those that are meant; the kernel keeps its own bits. */
    private static byte[] flags(int bits) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.nativeOrder())
                .putInt(bits)
                .putInt(~0)
                .array();
    }

    /** IPv4 has a mask in network order, IPv6 a prefix length; without persistence it is the whole address. */
    private static void encodeNetmask(PayloadBuilder out, VirtualService service) {
        int whole = service.key().family().octets() * 8;
        int length = service.persistence().map(Persistence::prefixLength).orElse(whole);
        switch (service.key().family()) {
            case IPV4 -> out.attributeU32Be(IPVS_SVC_ATTR_NETMASK, length == 0 ? 0 : -1 << (32 - length));
            case IPV6 -> out.attributeU32(IPVS_SVC_ATTR_NETMASK, length);
        }
    }

    /** Reads one; a value that cannot be is an error of {@code attributes}, and the result then means nothing. */
    static Optional<ServiceReport> decode(AttributeReader attributes) {
        Decoded decoded = new Decoded();
        while (attributes.next()) {
            decoded.take(attributes);
        }
        return decoded.report(attributes);
    }

    /** The attributes as they come. */
    private static final class Decoded {
        private int family;
        private int protocol;
        private byte[] address = {};
        private int port;
        private int mark;
        private String scheduler = "";
        private int flags;
        private int timeout;
        private int netmask;
        private Optional<String> engine = Optional.empty();
        private Stats stats = Stats.ZERO;
        private boolean wide;

        void take(AttributeReader in) {
            switch (in.type()) {
                case IPVS_SVC_ATTR_AF -> family = in.u16();
                case IPVS_SVC_ATTR_PROTOCOL -> protocol = in.u16();
                case IPVS_SVC_ATTR_ADDR -> address = in.octets();
                case IPVS_SVC_ATTR_PORT -> port = in.u16Be();
                case IPVS_SVC_ATTR_FWMARK -> mark = in.u32();
                case IPVS_SVC_ATTR_SCHED_NAME -> scheduler = in.string();
                case IPVS_SVC_ATTR_FLAGS ->
                    flags = in.length() < 4 ? 0 : in.structure().getInt(0);
                case IPVS_SVC_ATTR_TIMEOUT -> timeout = in.u32();
                case IPVS_SVC_ATTR_NETMASK -> netmask = in.u32();
                case IPVS_SVC_ATTR_PE_NAME -> engine = Optional.of(in.string());
                case IPVS_SVC_ATTR_STATS -> in.nested(inner -> stats = wide ? stats : StatsCodec.decode(inner));
                case IPVS_SVC_ATTR_STATS64 -> in.nested(inner -> stats = StatsCodec.decode(inner));
                default -> {}
            }
            wide |= in.type() == IPVS_SVC_ATTR_STATS64;
        }

        Optional<ServiceReport> report(AttributeReader in) {
            Optional<ServiceKey> key = InetAddressUnion.family(family).flatMap(this::key);
            if (key.isEmpty()) {
                in.reject("no service has family " + family + ", protocol " + protocol + " and " + address.length
                        + " octets of address");
                return Optional.empty();
            }
            return Optional.of(new ServiceReport(
                    new VirtualService(
                            key.get(),
                            new Scheduler(scheduler),
                            ServiceFlag.ofBits(flags),
                            persistence(key.get().family())),
                    stats));
        }

        private Optional<ServiceKey> key(AddressFamily known) {
            if (mark != 0) {
                return Optional.of(new ServiceKey.FirewallMark(known, mark));
            }
            return TransportProtocol.ofNumber(protocol)
                    .flatMap(transport -> InetAddressUnion.decode(known, address)
                            .map(decoded -> new ServiceKey.Address(transport, decoded, port)));
        }

        private Optional<Persistence> persistence(AddressFamily known) {
            if ((flags & IP_VS_SVC_F_PERSISTENT) == 0) {
                return Optional.empty();
            }
            int length = switch (known) {
                case IPV4 -> Integer.bitCount(netmask);
                case IPV6 -> netmask;
            };
            return Optional.of(new Persistence(timeout, length, engine));
        }
    }
}
