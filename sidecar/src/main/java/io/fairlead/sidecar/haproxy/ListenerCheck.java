package io.fairlead.sidecar.haproxy;

import io.fairlead.core.health.CheckResult;
import io.fairlead.core.net.IpAddress;
import io.fairlead.sidecar.haproxy.ListenerTable.Listener;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds HAProxy's listeners and asks them, never through a virtual address: that may be elsewhere (P06). One thread. */
final class ListenerCheck {
    /** More would be asked for no more knowledge. */
    private static final int MOST_LISTENERS = 16;

    /** Docker's own, in every container with a network of its own. */
    private static final IpAddress DOCKER_RESOLVER = IpAddress.parse("127.0.0.11");

    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");
    private static final IpAddress LOOPBACK6 = IpAddress.parse("::1");

    private final Path tables;
    private final Optional<List<Integer>> ports;
    private final Set<IpAddress> virtualAddresses;
    private final Set<Integer> ourPorts;
    private final boolean required;
    private List<InetSocketAddress> known = List.of();

    /**
     * Nothing is asked yet.
     *
     * @param tables the folder of {@link ListenerTable}
     * @param ports that must all accept; empty: whatever listens, of which one must
     * @param ourPorts listeners of this very process
     * @param required whether it is a failure to find none. Where HAProxy is asked in other ways too it is not: all of its
     *     listeners may be on the virtual address
     */
    ListenerCheck(
            Path tables,
            Optional<List<Integer>> ports,
            Set<IpAddress> virtualAddresses,
            Set<Integer> ourPorts,
            boolean required) {
        this.tables = tables;
        this.ports = ports;
        this.virtualAddresses = Set.copyOf(virtualAddresses);
        this.ourPorts = Set.copyOf(ourPorts);
        this.required = required;
    }

    /** A new process has new listeners. */
    void forget() {
        known = List.of();
    }

    /** Asks those that are known, or finds them first. Takes at most {@code limit}. */
    CheckResult run(Duration limit) {
        try {
            if (known.isEmpty()) {
                known = find(ListenerTable.read(tables));
            }
        } catch (IOException e) {
            return new CheckResult.Failed(e.getMessage());
        }
        CheckResult result = ListenerProbe.ask(known, ports.isPresent(), limit);
        if (result instanceof CheckResult.Failed) {
            // A reload may have moved them. Otherwise the table is not read again, which would cost more than asking.
            forget();
        }
        return result;
    }

    private List<InetSocketAddress> find(List<Listener> listeners) throws IOException {
        Set<InetSocketAddress> found = new LinkedHashSet<>();
        for (Listener listener : listeners) {
            if (isCandidate(listener) && found.size() < MOST_LISTENERS) {
                found.add(new InetSocketAddress(reachable(listener.address()).toInetAddress(), listener.port()));
            }
        }
        for (int port : ports.orElse(List.of())) {
            if (found.stream().noneMatch(address -> address.getPort() == port)) {
                throw new IOException("nothing listens on port " + port);
            }
        }
        if (required && found.isEmpty()) {
            throw new IOException("nothing listens here but on the virtual address, if at all");
        }
        return new ArrayList<>(found);
    }

    private boolean isCandidate(Listener listener) {
        return !virtualAddresses.contains(listener.address())
                && (ports.isPresent()
                        ? ports.get().contains(listener.port())
                        : !ourPorts.contains(listener.port())
                                && !listener.address().equals(DOCKER_RESOLVER));
    }

    private static IpAddress reachable(IpAddress address) {
        for (byte octet : address.octets()) {
            if (octet != 0) {
                return address;
            }
        }
        return switch (address.family()) {
            case IPV4 -> LOOPBACK;
            case IPV6 -> LOOPBACK6;
        };
    }
}
