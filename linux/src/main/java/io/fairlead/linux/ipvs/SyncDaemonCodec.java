package io.fairlead.linux.ipvs;

import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DAEMON_ATTR_MCAST_GROUP;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DAEMON_ATTR_MCAST_GROUP6;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DAEMON_ATTR_MCAST_IFN;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DAEMON_ATTR_MCAST_PORT;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DAEMON_ATTR_MCAST_TTL;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DAEMON_ATTR_STATE;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DAEMON_ATTR_SYNC_ID;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DAEMON_ATTR_SYNC_MAXLEN;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.netlink.AttributeReader;
import io.fairlead.linux.netlink.PayloadBuilder;
import java.util.Optional;

/** IPVS_CMD_ATTR_DAEMON. */
final class SyncDaemonCodec {
    private SyncDaemonCodec() {}

    static void encode(PayloadBuilder out, SyncDaemon daemon) {
        out.attributeU32(IPVS_DAEMON_ATTR_STATE, daemon.role().number())
                .attributeString(IPVS_DAEMON_ATTR_MCAST_IFN, daemon.interfaceName())
                .attributeU32(IPVS_DAEMON_ATTR_SYNC_ID, daemon.syncId());
        if (daemon.maxLength() != 0) {
            out.attributeU16(IPVS_DAEMON_ATTR_SYNC_MAXLEN, daemon.maxLength());
        }
        daemon.group().ifPresent(group -> out.attribute(groupAttribute(group.family()), group.octets()));
        if (daemon.port() != 0) {
            out.attributeU16(IPVS_DAEMON_ATTR_MCAST_PORT, daemon.port());
        }
        if (daemon.ttl() != 0) {
            out.attributeU8(IPVS_DAEMON_ATTR_MCAST_TTL, daemon.ttl());
        }
    }

    private static int groupAttribute(AddressFamily family) {
        return switch (family) {
            case IPV4 -> IPVS_DAEMON_ATTR_MCAST_GROUP;
            case IPV6 -> IPVS_DAEMON_ATTR_MCAST_GROUP6;
        };
    }

    /** Reads one; a value that cannot be is an error of {@code in}. */
    static Optional<SyncDaemon> decode(AttributeReader in) {
        int state = 0;
        String interfaceName = "";
        int syncId = 0;
        int maxLength = 0;
        Optional<IpAddress> group = Optional.empty();
        int port = 0;
        int ttl = 0;
        while (in.next()) {
            switch (in.type()) {
                case IPVS_DAEMON_ATTR_STATE -> state = in.u32();
                case IPVS_DAEMON_ATTR_MCAST_IFN -> interfaceName = in.string();
                case IPVS_DAEMON_ATTR_SYNC_ID -> syncId = in.u32();
                case IPVS_DAEMON_ATTR_SYNC_MAXLEN -> maxLength = in.u16();
                case IPVS_DAEMON_ATTR_MCAST_GROUP -> group = InetAddressUnion.decode(AddressFamily.IPV4, in.octets());
                case IPVS_DAEMON_ATTR_MCAST_GROUP6 -> group = InetAddressUnion.decode(AddressFamily.IPV6, in.octets());
                case IPVS_DAEMON_ATTR_MCAST_PORT -> port = in.u16();
                case IPVS_DAEMON_ATTR_MCAST_TTL -> ttl = in.u8();
                default -> {}
            }
        }
        Optional<SyncDaemon.Role> role = SyncDaemon.Role.ofNumber(state);
        if (role.isEmpty() || syncId < 0 || syncId > 255) {
            in.reject("no sync daemon has state " + state + " and sync id " + syncId);
            return Optional.empty();
        }
        return Optional.of(new SyncDaemon(role.get(), interfaceName, syncId, maxLength, group, port, ttl));
    }
}
