package io.fairlead.linux.vrrp;

import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.netlink.BatchFailure;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.util.List;

/** Virtual addresses of an earlier life, also those that the present configuration no longer names (V49). */
public final class LeftoverAddresses {
    private LeftoverAddresses() {}

    /**
     * Removes every address of this network namespace that carries our protocol tag. For a program that is alone in its
     * namespace, before it opens its routers.
     *
     * @return what was removed
     * @throws io.fairlead.linux.ffi.KernelException EPERM: CAP_NET_ADMIN is missing
     */
    public static List<IpPrefix> sweep() {
        try (RouteSocket routes = RouteSocket.open()) {
            List<InterfaceAddress> ours =
                    routes.addresses().stream().filter(InterfaceAddress::isOurs).toList();
            List<BatchFailure> failures = routes.removeAddresses(ours);
            if (!failures.isEmpty()) {
                throw failures.getFirst().cause();
            }
            return ours.stream().map(InterfaceAddress::prefix).toList();
        }
    }
}
