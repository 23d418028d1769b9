package io.fairlead.agent.member;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.netlink.BatchFailure;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.RouteSocket;
import io.fairlead.linux.sockdiag.ConnectionReset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A member's network namespace from outside: sockets that were opened in it once, so that a fence needs no entering, and
 * nobody in there. It keeps the namespace alive: close it when the container is gone. One thread.
 */
final class MemberNetwork implements AutoCloseable {
    /** Resets can only be sent while the address is there, and the successor waits for it to go. */
    private static final Duration RESETS = Duration.ofMillis(5);

    private static final ConnectionReset.Outcome NO_RESETS = new ConnectionReset.Outcome(0, 0, Optional.empty());

    private static final int REHEARSALS = 5;
    private static final IpAddress NOBODYS = IpAddress.parse("192.0.2.201");

    private final NetworkNamespace namespace;
    private final RouteSocket routes;
    private final ConnectionReset connections;

    /**
     * Where an address is, or would be.
     *
     * @param ifindex of the interface in the member's namespace
     * @param mac of that interface
     * @param hostEnd the index of its other end in the host's namespace; empty where it is no veth
     */
    record Port(int ifindex, String name, MacAddress mac, OptionalInt hostEnd) {}

    /**
     * What a fence did.
     *
     * @param failure empty: read back, the address is not there
     */
    record Fenced(int removed, ConnectionReset.Outcome resets, Optional<String> failure) {}

    private MemberNetwork(NetworkNamespace namespace, RouteSocket routes, ConnectionReset connections) {
        this.namespace = namespace;
        this.routes = routes;
        this.connections = connections;
    }

    /**
     * That of a process.
     *
     * @throws KernelException ENOENT: it is gone; EACCES, EPERM: CAP_SYS_PTRACE or CAP_SYS_ADMIN is missing
     */
    static MemberNetwork ofProcess(long pid) {
        return of(NetworkNamespace.ofProcess(pid));
    }

    /** Takes over {@code namespace}. */
    static MemberNetwork of(NetworkNamespace namespace) {
        try {
            MemberNetwork network =
                    namespace.call(() -> new MemberNetwork(namespace, RouteSocket.open(), ConnectionReset.open()));
            network.rehearse();
            return network;
        } catch (RuntimeException e) {
            namespace.close();
            throw e;
        } catch (Exception e) {
            namespace.close();
            throw new IllegalStateException("cannot open sockets in " + namespace, e);
        }
    }

    /** Does what a fence does, for an address that nobody has (RFC 5737): the first real one must not load classes. */
    private void rehearse() {
        for (int time = 0; time < REHEARSALS; time++) {
            connections.reset(NOBODYS, RESETS);
            var _ = has(NOBODYS);
        }
    }

    /**
     * Resets the address's connections, takes it away, and reads back. What is gone together with its interface or its
     * namespace is gone. One that a person or another program put there stays, and is a failure.
     *
     * @param connected whether there may be connections: to look for some takes longer than all the rest
     */
    Fenced fence(IpAddress vip, boolean connected) {
        try {
            List<InterfaceAddress> held = held(vip);
            if (held.isEmpty()) {
                return new Fenced(0, NO_RESETS, Optional.empty());
            }
            List<InterfaceAddress> ours =
                    held.stream().filter(MemberNetwork::mayBeOurs).toList();
            ConnectionReset.Outcome resets = connected && !ours.isEmpty() ? connections.reset(vip, RESETS) : NO_RESETS;
            List<BatchFailure> failures = routes.removeAddresses(ours);
            List<InterfaceAddress> left = held(vip);
            Optional<String> failure = left.isEmpty()
                    ? Optional.empty()
                    : Optional.of(failures.stream()
                            .findFirst()
                            .map(refused -> refused.cause().getMessage())
                            .orElse(left.getFirst().prefix()
                                    + (mayBeOurs(left.getFirst()) ? " is there again" : " is not Fairlead's")));
            return new Fenced(ours.size(), resets, failure);
        } catch (KernelException e) {
            return new Fenced(0, NO_RESETS, e.is(Errno.ENODEV) ? Optional.empty() : Optional.of(e.getMessage()));
        }
    }

    /** By the tag, or by a lifetime where the kernel keeps no tags: nobody else's virtual address has one. */
    private static boolean mayBeOurs(InterfaceAddress address) {
        return address.isOurs() || !address.valid().isForever();
    }

    private List<InterfaceAddress> held(IpAddress vip) {
        return routes.addresses().stream()
                .filter(address -> address.address().equals(vip))
                .toList();
    }

    /** Whether some interface has the address, whoever put it there. */
    boolean has(IpAddress address) {
        return routes.addresses().stream().anyMatch(each -> each.address().equals(address));
    }

    /** The interface whose subnet holds the address; empty if there is none now. */
    Optional<Port> portOf(IpAddress vip) {
        return routes.subnetsHolding(vip).stream()
                .findFirst()
                .flatMap(subnet -> routes.linkByIndex(subnet.ifindex()))
                .flatMap(MemberNetwork::port);
    }

    private static Optional<Port> port(Link link) {
        OptionalInt hostEnd = link.kind().equals("veth") ? link.peer() : OptionalInt.empty();
        return link.mac().map(mac -> new Port(link.index(), link.name(), mac, hostEnd));
    }

    /** The member's own address by which the VIP's subnet is reached. */
    Optional<IpAddress> ownAddress(IpAddress vip) {
        return routes.subnetsHolding(vip).stream()
                .map(InterfaceAddress::address)
                .filter(address -> !address.equals(vip))
                .findFirst();
    }

    NetworkNamespace namespace() {
        return namespace;
    }

    @Override
    public void close() {
        connections.close();
        routes.close();
        namespace.close();
    }
}
