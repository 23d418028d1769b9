package io.fairlead.linux.ipvs;

import io.fairlead.linux.netlink.NetlinkSocket;
import java.util.Optional;
import java.util.function.Supplier;

/** Gets at IPVS, by the ways of P20 in their order. */
record IpvsOpener(Supplier<NetlinkSocket> sockets, IpvsModule module) {
    IpvsOpening open() {
        boolean before = module.isLoaded();
        Optional<IpvsSocket> socket = ask();
        if (socket.isPresent()) {
            return new IpvsOpening.Available(
                    socket.get(),
                    before ? "the kernel had ip_vs already" : "the kernel loaded ip_vs when generic netlink was asked");
        }
        String failure = module.modprobe();
        if (!failure.isEmpty()) {
            return new IpvsOpening.Absent("the kernel has no ip_vs: " + failure);
        }
        return ask().<IpvsOpening>map(opened -> new IpvsOpening.Available(opened, "modprobe loaded ip_vs"))
                .orElseGet(() ->
                        new IpvsOpening.Absent("the kernel has no ip_vs, although modprobe says that it loaded it"));
    }

    private Optional<IpvsSocket> ask() {
        NetlinkSocket netlink = sockets.get();
        try {
            Optional<IpvsSocket> socket = IpvsSocket.over(netlink);
            if (socket.isEmpty()) {
                netlink.close();
            }
            return socket;
        } catch (RuntimeException e) {
            netlink.close();
            throw e;
        }
    }
}
