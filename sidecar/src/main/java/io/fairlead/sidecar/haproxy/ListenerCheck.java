package io.fairlead.sidecar.haproxy;

import io.fairlead.core.health.CheckResult;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.StreamSockets;
import io.fairlead.sidecar.haproxy.ListenerTable.Listener;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds HAProxy's listeners and asks them, never through a virtual address: that may be elsewhere (P06). One thread. */
final class ListenerCheck implements Question {
    /** Docker's own, in every container with a network of its own. */
    private static final IpAddress DOCKER_RESOLVER = IpAddress.parse("127.0.0.11");

    private static final IpAddress LOOPBACK = IpAddress.parse("127.0.0.1");
    private static final IpAddress LOOPBACK6 = IpAddress.parse("::1");

    private final Path tables;
    private final Optional<List<Integer>> ports;
    private final Set<IpAddress> virtualAddresses;
    private final Set<Integer> ourPorts;
    private final boolean required;
    private final ListenerProbe probe;
    private List<Listener> known = List.of();
    private Optional<CheckResult> notFound = Optional.empty();

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
            boolean required,
            StreamSockets sockets) {
        this.tables = tables;
        this.ports = ports;
        this.virtualAddresses = Set.copyOf(virtualAddresses);
        this.ourPorts = Set.copyOf(ourPorts);
        this.required = required;
        this.probe = new ListenerProbe(sockets);
    }

    /** A new process has new listeners. */
    void forget() {
        known = List.of();
    }

    /** Asks those that are known, or finds them first. */
    @Override
    public void ask(long nowNanos, long limitNanos) {
        notFound = Optional.empty();
        try {
            if (known.isEmpty()) {
                known = find(ListenerTable.read(tables));
            }
            probe.ask(known, ports.isPresent(), nowNanos, limitNanos);
            follow();
        } catch (IOException e) {
            notFound = Optional.of(new CheckResult.Failed(e.getMessage()));
        }
    }

    @Override
    public Optional<CheckResult> result() {
        return notFound.isPresent() ? notFound : probe.result();
    }

    @Override
    public long deadlineNanos() {
        return probe.deadlineNanos();
    }

    @Override
    public void look(long nowNanos) {
        probe.look(nowNanos);
        follow();
    }

    /** A reload may have moved them. Otherwise the table is not read again, which would cost more than asking. */
    private void follow() {
        if (probe.result().filter(CheckResult.Failed.class::isInstance).isPresent()) {
            forget();
        }
    }

    @Override
    public void drop() {
        probe.drop();
    }

    private List<Listener> find(List<Listener> listeners) throws IOException {
        List<Listener> found = new ArrayList<>();
        for (Listener listener : listeners) {
            if (isCandidate(listener) && isNew(listener, found) && found.size() < ListenerProbe.MOST_LISTENERS) {
                found.add(new Listener(reachable(listener.address()), listener.port()));
            }
        }
        for (int port : ports.orElse(List.of())) {
            if (found.stream().noneMatch(listener -> listener.port() == port)) {
                throw new IOException("nothing listens on port " + port);
            }
        }
        if (required && found.isEmpty()) {
            throw new IOException("nothing listens here but on the virtual address, if at all");
        }
        return found;
    }

    /** Each of several shards has an entry. Not by equals, which a record makes anew at each start. */
    private static boolean isNew(Listener listener, List<Listener> found) {
        IpAddress address = reachable(listener.address());
        for (Listener other : found) {
            if (other.port() == listener.port() && other.address().equals(address)) {
                return false;
            }
        }
        return true;
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
