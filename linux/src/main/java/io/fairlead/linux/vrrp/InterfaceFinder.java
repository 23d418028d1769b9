package io.fairlead.linux.vrrp;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the interface of this network namespace on whose network a virtual address lives (P42). */
public final class InterfaceFinder {
    private InterfaceFinder() {}

    /** What was found. */
    public sealed interface Result {
        /**
         * The interface.
         *
         * @param index of the kernel
         * @param subnet its own address with the length of the network that holds the virtual address
         */
        record Found(String name, int index, IpPrefix subnet) implements Result {}

        /** None, and why: {@code 172.18.9.9 is in no subnet here: eth0 has 172.19.0.7/16}. */
        record NotFound(String why) implements Result {}
    }

    /** The interface whose subnet holds {@code address}; the narrowest subnet where several do. */
    public static Result find(IpAddress address) {
        try (RouteSocket routes = RouteSocket.open()) {
            return find(address, routes.links(), routes.subnetsHolding(address), routes.addresses());
        }
    }

    /**
     * The decision.
     *
     * @param holding the addresses whose subnets hold {@code address}, the narrowest first
     * @param all every address, for the words
     */
    static Result find(
            IpAddress address, List<Link> links, List<InterfaceAddress> holding, List<InterfaceAddress> all) {
        for (InterfaceAddress candidate : holding) {
            Optional<Link> link = link(links, candidate.ifindex());
            boolean isVirtual = candidate.address().equals(address) || candidate.isOurs();
            if (link.isPresent() && !link.get().isLoopback() && !isVirtual) {
                return new Result.Found(link.get().name(), candidate.ifindex(), candidate.prefix());
            }
        }
        if (all.stream().anyMatch(own -> own.address().equals(address) && !own.isOurs())) {
            return new Result.NotFound(address + " is this container's own address, not one that can move");
        }
        return new Result.NotFound(address + " is in no subnet of this container: " + subnets(address, links, all));
    }

    private static String subnets(IpAddress address, List<Link> links, List<InterfaceAddress> all) {
        String subnets = links.stream()
                .filter(link -> !link.isLoopback())
                .flatMap(link -> all.stream()
                        .filter(own ->
                                own.ifindex() == link.index() && own.address().family() == address.family())
                        .map(own -> link.name() + " has " + own.prefix()))
                .collect(Collectors.joining(", "));
        return subnets.isEmpty()
                ? "it has no " + (address.family() == AddressFamily.IPV4 ? "IPv4" : "IPv6") + " network"
                : subnets;
    }

    private static Optional<Link> link(List<Link> links, int index) {
        return links.stream().filter(link -> link.index() == index).findFirst();
    }
}
