package io.fairlead.linux.rtnetlink;

import static io.fairlead.linux.netlink.NetlinkConstants.NLM_F_CREATE;
import static io.fairlead.linux.netlink.NetlinkConstants.NLM_F_EXCL;
import static io.fairlead.linux.netlink.NetlinkConstants.NLM_F_REPLACE;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.netlink.BatchFailure;
import io.fairlead.linux.netlink.NetlinkConstants;
import io.fairlead.linux.netlink.NetlinkRequest;
import io.fairlead.linux.netlink.NetlinkSocket;
import io.fairlead.linux.netlink.PayloadBuilder;
import java.util.List;
import java.util.Optional;

/**
 * Reads and changes the links, addresses, neighbours and routes of the network namespace in which it was opened. One thread
 * at a time. Everything throws {@link KernelException} for what the kernel refuses, with the kernel's own words.
 */
public final class RouteSocket implements AutoCloseable {
    /** The longest name of an interface (IFNAMSIZ without the closing zero). */
    private static final int LONGEST_NAME = 15;

    private final NetlinkSocket netlink;

    private RouteSocket(NetlinkSocket netlink) {
        this.netlink = netlink;
    }

    /** Of the network namespace that this thread is in. */
    public static RouteSocket open() {
        return new RouteSocket(NetlinkSocket.open(NetlinkConstants.NETLINK_ROUTE));
    }

    /** Over a socket that a test made. */
    public static RouteSocket over(NetlinkSocket netlink) {
        return new RouteSocket(netlink);
    }

    public List<Link> links() {
        return netlink.dump(new NetlinkRequest("list links", RouteConstants.RTM_GETLINK, 0, Link.request(0))).stream()
                .map(Link::decode)
                .toList();
    }

    public Optional<Link> linkByName(String name) {
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            return Optional.empty();
        }
        return link("find link " + name, Link.request(0).attributeString(RouteConstants.IFLA_IFNAME, name));
    }

    public Optional<Link> linkByIndex(int ifindex) {
        return link("find link " + ifindex, Link.request(ifindex));
    }

    private Optional<Link> link(String what, PayloadBuilder payload) {
        try {
            return netlink.execute(new NetlinkRequest(what, RouteConstants.RTM_GETLINK, 0, payload)).stream()
                    .map(Link::decode)
                    .findFirst();
        } catch (KernelException e) {
            return emptyIf(e, Errno.ENODEV);
        }
    }

    /** All addresses of all interfaces, IPv4 and IPv6. */
    public List<InterfaceAddress> addresses() {
        PayloadBuilder everything = new PayloadBuilder().zeros(8);
        return netlink.dump(new NetlinkRequest("list addresses", RouteConstants.RTM_GETADDR, 0, everything)).stream()
                .flatMap(message -> InterfaceAddress.decode(message).stream())
                .toList();
    }

    /** The addresses of one interface; empty also if there is no such interface. */
    public List<InterfaceAddress> addresses(int ifindex) {
        return addresses().stream()
                .filter(address -> address.ifindex() == ifindex)
                .toList();
    }

    /**
     * The addresses whose subnets hold {@code address}, the narrowest subnet first; those of full length are left out, since
     * they are no subnet.
     */
    public List<InterfaceAddress> subnetsHolding(IpAddress address) {
        int full = address.family().octets() * 8;
        return addresses().stream()
                .filter(candidate -> candidate.prefix().contains(address))
                .filter(candidate -> candidate.prefix().length() < full)
                .sorted((one, other) ->
                        Integer.compare(other.prefix().length(), one.prefix().length()))
                .toList();
    }

    /** Adds an address that must not be there yet: else EEXIST. */
    public void addAddress(NewAddress address) {
        netlink.execute(newAddress("add ", address, NLM_F_CREATE | NLM_F_EXCL));
    }

    /** Adds an address, or renews its lifetime if the interface has it with this prefix length. */
    public void replaceAddress(NewAddress address) {
        netlink.execute(newAddress("set ", address, NLM_F_CREATE | NLM_F_REPLACE));
    }

    /** As {@link #replaceAddress} for many at once; gives the refused ones. */
    public List<BatchFailure> replaceAddresses(List<NewAddress> addresses) {
        return netlink.batch(addresses.stream()
                .map(address -> newAddress("set ", address, NLM_F_CREATE | NLM_F_REPLACE))
                .toList());
    }

    /** Removes an address, if it is there with this prefix length; says whether it was. */
    public boolean removeAddress(int ifindex, IpPrefix prefix) {
        try {
            netlink.execute(deleteAddress(ifindex, prefix));
            return true;
        } catch (KernelException e) {
            return falseIf(e, Errno.EADDRNOTAVAIL, Errno.ENODEV);
        }
    }

    /** Removes many at once; gives the refused ones, among which those are not that were not there. */
    public List<BatchFailure> removeAddresses(List<InterfaceAddress> addresses) {
        return netlink
                .batch(addresses.stream()
                        .map(address -> deleteAddress(address.ifindex(), address.prefix()))
                        .toList())
                .stream()
                .filter(failure -> !failure.cause().is(Errno.EADDRNOTAVAIL)
                        && !failure.cause().is(Errno.ENODEV))
                .toList();
    }

    private static NetlinkRequest newAddress(String verb, NewAddress address, int flags) {
        return new NetlinkRequest(
                verb + address.prefix() + " on interface " + address.ifindex(),
                RouteConstants.RTM_NEWADDR,
                flags,
                address.encode());
    }

    private static NetlinkRequest deleteAddress(int ifindex, IpPrefix prefix) {
        byte[] octets = prefix.address().octets();
        return new NetlinkRequest(
                "remove " + prefix + " from interface " + ifindex,
                RouteConstants.RTM_DELADDR,
                0,
                InterfaceAddress.header(prefix, ifindex)
                        .attribute(RouteConstants.IFA_LOCAL, octets)
                        .attribute(RouteConstants.IFA_ADDRESS, octets));
    }

    /** The neighbours on an interface, IPv4 and IPv6. */
    public List<Neighbour> neighbours(int ifindex) {
        PayloadBuilder payload = new PayloadBuilder().zeros(12).attributeU32(RouteConstants.NDA_IFINDEX, ifindex);
        return netlink
                .dump(new NetlinkRequest(
                        "list neighbours on interface " + ifindex, RouteConstants.RTM_GETNEIGH, 0, payload))
                .stream()
                .flatMap(message -> Neighbour.decode(message).stream())
                .filter(neighbour -> neighbour.ifindex() == ifindex)
                .toList();
    }

    /** Adds or overwrites an entry. */
    public void replaceNeighbour(Neighbour neighbour) {
        netlink.execute(new NetlinkRequest(
                "set neighbour " + neighbour.address() + " on interface " + neighbour.ifindex(),
                RouteConstants.RTM_NEWNEIGH,
                NLM_F_CREATE | NLM_F_REPLACE,
                neighbour.encode()));
    }

    /** Removes an entry, if it is there; says whether it was. */
    public boolean removeNeighbour(int ifindex, IpAddress address) {
        try {
            netlink.execute(new NetlinkRequest(
                    "remove neighbour " + address + " from interface " + ifindex,
                    RouteConstants.RTM_DELNEIGH,
                    0,
                    new Neighbour(ifindex, address, Optional.empty(), 0).encode()));
            return true;
        } catch (KernelException e) {
            return falseIf(e, Errno.ENOENT, Errno.ENODEV);
        }
    }

    /** The routes of the main table, IPv4 and IPv6. */
    public List<Route> routes() {
        return netlink
                .dump(new NetlinkRequest("list routes", RouteConstants.RTM_GETROUTE, 0, Route.request(0, 0)))
                .stream()
                .flatMap(message -> Route.decode(message).stream())
                .filter(route -> route.table() == Route.RT_TABLE_MAIN)
                .toList();
    }

    /** The way that a packet to {@code destination} takes; empty if there is none. */
    public Optional<Route> routeTo(IpAddress destination) {
        PayloadBuilder payload = Route.request(
                        Addresses.familyNumber(destination.family()),
                        destination.family().octets() * 8)
                .attribute(RouteConstants.RTA_DST, destination.octets());
        try {
            return netlink
                    .execute(new NetlinkRequest("route to " + destination, RouteConstants.RTM_GETROUTE, 0, payload))
                    .stream()
                    .flatMap(message -> Route.decode(message).stream())
                    .findFirst();
        } catch (KernelException e) {
            return emptyIf(e, Errno.ENETUNREACH, Errno.EHOSTUNREACH);
        }
    }

    private static <T> Optional<T> emptyIf(KernelException e, Errno... expected) {
        falseIf(e, expected);
        return Optional.empty();
    }

    private static boolean falseIf(KernelException e, Errno... expected) {
        if (!List.of(expected).contains(e.errno())) {
            throw e;
        }
        return false;
    }

    @Override
    public void close() {
        netlink.close();
    }
}
