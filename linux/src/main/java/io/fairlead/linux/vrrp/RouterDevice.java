package io.fairlead.linux.vrrp;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.net.MacAddress;
import io.fairlead.core.vrrp.VirtualRouter;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.RouteSocket;
import io.fairlead.linux.sockdiag.ConnectionReset;
import java.util.List;
import java.util.Optional;

/** What a virtual router needs of its network namespace, opened together and closed together. One thread. */
record RouterDevice(
        VirtualRouter router,
        NetworkInterface networkInterface,
        RouteSocket routes,
        ConnectionReset connections,
        RouterSockets sockets,
        VirtualAddresses addresses,
        InterfaceWatch watch)
        implements AutoCloseable {
    static RouterDevice open(VirtualRouterConfig config, String interfaceName) {
        RouteSocket routes = RouteSocket.open();
        ConnectionReset connections = ConnectionReset.open();
        try {
            NetworkInterface networkInterface = networkInterface(routes, interfaceName);
            VirtualAddresses addresses = new VirtualAddresses(routes, connections, networkInterface, config);
            refuseForeign(config, addresses, interfaceName);
            VirtualRouter router = new VirtualRouter(config, primary(config, routes, networkInterface));
            RouterSockets sockets = RouterSockets.open(router, networkInterface);
            try {
                InterfaceWatch watch = InterfaceWatch.open(routes, networkInterface, router.primaryAddress());
                return new RouterDevice(router, networkInterface, routes, connections, sockets, addresses, watch);
            } catch (RuntimeException e) {
                sockets.close();
                throw e;
            }
        } catch (RuntimeException e) {
            connections.close();
            routes.close();
            throw e;
        }
    }

    private static NetworkInterface networkInterface(RouteSocket routes, String name) {
        Link link = routes.linkByName(name)
                .orElseThrow(() -> new InterfaceNotReadyException("there is no interface " + name));
        MacAddress mac = link.mac().orElseThrow(() -> new IllegalArgumentException(name + " is no Ethernet interface"));
        return new NetworkInterface(name, link.index(), mac);
    }

    private static void refuseForeign(VirtualRouterConfig config, VirtualAddresses addresses, String interfaceName) {
        List<IpPrefix> foreign = addresses.foreign();
        if (!foreign.isEmpty() && !config.isAddressOwner()) {
            throw new IllegalArgumentException(
                    foreign.getFirst() + " is " + interfaceName
                            + "'s own address, which Fairlead did not put there and cannot move: choose another virtual address");
        }
    }

    private static IpAddress primary(
            VirtualRouterConfig config, RouteSocket routes, NetworkInterface networkInterface) {
        Optional<IpAddress> primary =
                PrimaryAddress.of(config.plainAddresses(), routes.addresses(networkInterface.index()));
        return primary.orElseThrow(() -> new InterfaceNotReadyException(networkInterface.name()
                + switch (config.family()) {
                    case IPV4 -> " has no IPv4 address of its own to send from";
                    case IPV6 -> " has no link-local IPv6 address that is ready to send from";
                }));
    }

    @Override
    public void close() {
        watch.close();
        sockets.close();
        connections.close();
        routes.close();
    }
}
