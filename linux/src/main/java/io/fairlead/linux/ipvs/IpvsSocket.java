package io.fairlead.linux.ipvs;

import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_ATTR_DAEMON;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_ATTR_DEST;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_ATTR_SERVICE;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_ATTR_TIMEOUT_TCP;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_ATTR_TIMEOUT_TCP_FIN;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_ATTR_TIMEOUT_UDP;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_DEL_DAEMON;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_GET_CONFIG;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_GET_DAEMON;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_GET_DEST;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_GET_INFO;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_GET_SERVICE;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_NEW_DAEMON;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_SET_CONFIG;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_CMD_ZERO;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_DAEMON_ATTR_STATE;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_GENL_NAME;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_INFO_ATTR_CONN_TAB_SIZE;
import static io.fairlead.linux.ipvs.IpvsConstants.IPVS_INFO_ATTR_VERSION;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.ServiceEntry;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.ServiceTable;
import io.fairlead.core.ipvs.TableChange;
import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.netlink.AttributeReader;
import io.fairlead.linux.netlink.NetlinkMessage;
import io.fairlead.linux.netlink.NetlinkRequest;
import io.fairlead.linux.netlink.NetlinkSocket;
import io.fairlead.linux.netlink.generic.GenericFamily;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * IPVS of the network namespace in which the socket was opened. One thread at a time. Every method throws
 * {@link KernelException} if the kernel refuses, EPERM without CAP_NET_ADMIN.
 *
 * <p>There is no way here to flush the table: not all of it is ours.
 */
public final class IpvsSocket implements IpvsTable, IpvsControl {
    private final NetlinkSocket netlink;
    private final GenericFamily family;
    private final ChangeCodec codec;

    private IpvsSocket(NetlinkSocket netlink, GenericFamily family) {
        this.netlink = netlink;
        this.family = family;
        this.codec = new ChangeCodec(family);
    }

    /**
     * Over a socket of NETLINK_GENERIC, which it owns from then on if there is IPVS. Asking makes the kernel load ip_vs
     * if it can (P20).
     */
    public static Optional<IpvsSocket> over(NetlinkSocket netlink) {
        return GenericFamily.find(netlink, IPVS_GENL_NAME).map(family -> new IpvsSocket(netlink, family));
    }

    public IpvsInfo info() {
        NetlinkMessage answer = execute("read info", IPVS_CMD_GET_INFO).getFirst();
        AttributeReader in = GenericFamily.attributes(answer);
        int version = 0;
        int size = 0;
        while (in.next()) {
            switch (in.type()) {
                case IPVS_INFO_ATTR_VERSION -> version = in.u32();
                case IPVS_INFO_ATTR_CONN_TAB_SIZE -> size = in.u32();
                default -> {}
            }
        }
        in.check("ip_vs info");
        return new IpvsInfo(IpvsInfo.version(version), size);
    }

    /** All services, without their destinations. */
    public List<ServiceReport> services() {
        NetlinkRequest request = family.request("ip_vs: list services", family.payload(IPVS_CMD_GET_SERVICE));
        return decode(netlink.dump(request), IPVS_CMD_ATTR_SERVICE, ServiceCodec::decode);
    }

    /** One service, or empty if there is none with that key. */
    public Optional<ServiceReport> service(ServiceKey key) {
        NetlinkRequest request = family.request("ip_vs: read " + key, codec.key(IPVS_CMD_GET_SERVICE, key));
        try {
            return decode(netlink.execute(request), IPVS_CMD_ATTR_SERVICE, ServiceCodec::decode).stream()
                    .findFirst();
        } catch (KernelException e) {
            if (e.is(Errno.ESRCH)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The destinations of a service; none if there is no such service. */
    public List<DestinationReport> destinations(ServiceKey key) {
        NetlinkRequest request =
                family.request("ip_vs: list destinations of " + key, codec.key(IPVS_CMD_GET_DEST, key));
        return decode(netlink.dump(request), IPVS_CMD_ATTR_DEST, in -> DestinationCodec.decode(in, key.family()));
    }

    @Override
    public ServiceTable table(Predicate<ServiceKey> wanted) {
        List<ServiceEntry> entries = new ArrayList<>();
        for (ServiceReport report : services()) {
            ServiceKey key = report.service().key();
            if (wanted.test(key)) {
                entries.add(withDestinations(report));
            }
        }
        return ServiceTable.of(entries);
    }

    private ServiceEntry withDestinations(ServiceReport report) {
        return ServiceEntry.of(
                report.service(),
                destinations(report.service().key()).stream()
                        .map(DestinationReport::destination)
                        .toList());
    }

    @Override
    public Optional<ServiceEntry> entry(ServiceKey key) {
        return service(key).map(this::withDestinations);
    }

    @Override
    public long connections(ServiceKey service, Destination.Key destination) {
        return destinations(service).stream()
                .filter(report -> report.destination().key().equals(destination))
                .mapToLong(report -> report.activeConnections() + report.inactiveConnections())
                .sum();
    }

    /** {@inheritDoc} Few system calls for many changes; the kernel loads a service's scheduler itself. */
    @Override
    public List<Refused> apply(List<TableChange> changes) {
        return netlink.batch(changes.stream().map(codec::encode).toList()).stream()
                .map(failure -> new Refused(changes.get(failure.index()), failure.cause()))
                .toList();
    }

    /** Sets the counters of a service and its destinations to zero. */
    public void zero(ServiceKey key) {
        netlink.execute(family.request("ip_vs: zero counters of " + key, codec.key(IPVS_CMD_ZERO, key)));
    }

    @Override
    public Timeouts timeouts() {
        AttributeReader in = GenericFamily.attributes(
                execute("read timeouts", IPVS_CMD_GET_CONFIG).getFirst());
        int tcp = 0;
        int tcpFin = 0;
        int udp = 0;
        while (in.next()) {
            switch (in.type()) {
                case IPVS_CMD_ATTR_TIMEOUT_TCP -> tcp = in.u32();
                case IPVS_CMD_ATTR_TIMEOUT_TCP_FIN -> tcpFin = in.u32();
                case IPVS_CMD_ATTR_TIMEOUT_UDP -> udp = in.u32();
                default -> {}
            }
        }
        in.check("ip_vs timeouts");
        return new Timeouts(tcp, tcpFin, udp);
    }

    @Override
    public void setTimeouts(Timeouts timeouts) {
        netlink.execute(family.request(
                "ip_vs: set " + timeouts,
                family.payload(IPVS_CMD_SET_CONFIG)
                        .attributeU32(IPVS_CMD_ATTR_TIMEOUT_TCP, timeouts.tcpSeconds())
                        .attributeU32(IPVS_CMD_ATTR_TIMEOUT_TCP_FIN, timeouts.tcpFinSeconds())
                        .attributeU32(IPVS_CMD_ATTR_TIMEOUT_UDP, timeouts.udpSeconds())));
    }

    @Override
    public List<SyncDaemon> daemons() {
        NetlinkRequest request = family.request("ip_vs: list sync daemons", family.payload(IPVS_CMD_GET_DAEMON));
        return decode(netlink.dump(request), IPVS_CMD_ATTR_DAEMON, SyncDaemonCodec::decode);
    }

    @Override
    public void start(SyncDaemon daemon) {
        netlink.execute(family.request(
                "ip_vs: start sync " + daemon.role() + " on " + daemon.interfaceName(),
                family.payload(IPVS_CMD_NEW_DAEMON)
                        .nested(IPVS_CMD_ATTR_DAEMON, out -> SyncDaemonCodec.encode(out, daemon))));
    }

    /** Stops the daemon of that role; ESRCH if none runs. */
    @Override
    public void stop(SyncDaemon.Role role) {
        netlink.execute(family.request(
                "ip_vs: stop sync " + role,
                family.payload(IPVS_CMD_DEL_DAEMON)
                        .nested(IPVS_CMD_ATTR_DAEMON, out -> out.attributeU32(IPVS_DAEMON_ATTR_STATE, role.number()))));
    }

    private List<NetlinkMessage> execute(String what, int command) {
        return netlink.execute(family.request("ip_vs: " + what, family.payload(command)));
    }

    /** The one nested attribute of each answer. */
    private static <T> List<T> decode(
            List<NetlinkMessage> answers, int attribute, Function<AttributeReader, Optional<T>> decoder) {
        List<T> decoded = new ArrayList<>(answers.size());
        for (NetlinkMessage answer : answers) {
            AttributeReader in = GenericFamily.attributes(answer);
            while (in.next()) {
                if (in.type() == attribute) {
                    in.nested(inner -> decoder.apply(inner).ifPresent(decoded::add));
                }
            }
            in.check("ip_vs");
        }
        return decoded;
    }

    @Override
    public void close() {
        netlink.close();
    }
}
