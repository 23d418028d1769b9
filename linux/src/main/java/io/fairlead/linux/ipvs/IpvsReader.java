package io.fairlead.linux.ipvs;

import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.netlink.NetlinkConstants;
import io.fairlead.linux.netlink.NetlinkSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads what IPVS does in the network namespace of the thread that opened it, and changes nothing: unlike
 * {@link IpvsOpening} it does not make the kernel load ip_vs. One thread.
 */
public final class IpvsReader implements AutoCloseable {
    private static final Path CONNECTIONS = Path.of("/proc/thread-self/net/ip_vs_conn");

    private final IpvsSocket socket;

    private IpvsReader(IpvsSocket socket) {
        this.socket = socket;
    }

    /** Empty if this kernel has no ip_vs, or has not loaded it. */
    public static Optional<IpvsReader> open() {
        if (!IpvsModule.OF_MACHINE.isLoaded()) {
            return Optional.empty();
        }
        NetlinkSocket netlink = NetlinkSocket.open(NetlinkConstants.NETLINK_GENERIC);
        Optional<IpvsSocket> socket = IpvsSocket.over(netlink);
        if (socket.isEmpty()) {
            netlink.close();
        }
        return socket.map(IpvsReader::new);
    }

    /**
     * A service with its destinations and the counters of both.
     *
     * @param destinations in the order of their keys
     */
    public record Service(ServiceReport report, List<DestinationReport> destinations) {
        public Service {
            destinations = List.copyOf(destinations);
        }
    }

    /**
     * All services, in the order of their keys.
     *
     * @throws KernelException with EPERM without CAP_NET_ADMIN
     */
    public List<Service> services() {
        return socket.services().stream()
                .sorted((a, b) -> a.service().key().compareTo(b.service().key()))
                .map(report -> new Service(
                        report,
                        socket.destinations(report.service().key()).stream()
                                .sorted((a, b) -> a.destination()
                                        .key()
                                        .compareTo(b.destination().key()))
                                .toList()))
                .toList();
    }

    /** All connections and templates, in the kernel's order, which is none. */
    public List<Connection> connections() {
        try {
            return Connection.parse(Files.readAllLines(CONNECTIONS));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
