package io.fairlead.sidecar;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.text.Problem;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.linux.vrrp.InterfaceFinder;
import io.fairlead.sidecar.config.RouterSettings;
import io.fairlead.sidecar.config.Settings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Finds the interface of each virtual router (P42). */
final class Placements {
    private Placements() {}

    /** One for each virtual router; those that have no place become problems. */
    static List<Placement> find(RouterSettings settings, List<Problem> problems) {
        List<Placement> placements = new ArrayList<>();
        for (VirtualRouterConfig router : settings.virtualRouters()) {
            if (settings.interfaceName().isPresent()) {
                placements.add(new Placement(router, settings.interfaceName().get()));
                continue;
            }
            Set<String> names = new LinkedHashSet<>();
            for (IpAddress address : telling(router)) {
                switch (InterfaceFinder.find(address)) {
                    case InterfaceFinder.Result.Found found -> names.add(found.name());
                    case InterfaceFinder.Result.NotFound none ->
                        problems.add(new Problem(
                                Settings.VIP.variable(), none.why(), "choose a free address of one of its networks"));
                }
            }
            if (names.size() == 1) {
                placements.add(new Placement(router, names.iterator().next()));
            } else if (names.size() > 1) {
                problems.add(new Problem(
                        Settings.VIP.variable(),
                        router.plainAddresses() + " are on several networks: " + String.join(", ", names),
                        "a container has one virtual router for each family, and that has one network"));
            }
        }
        return placements;
    }

    /** The addresses that say where they belong: a link-local one fits everywhere. */
    private static List<IpAddress> telling(VirtualRouterConfig router) {
        List<IpAddress> telling = router.addresses().stream()
                .map(IpPrefix::address)
                .filter(address -> !address.isLinkLocal())
                .toList();
        return telling.isEmpty() ? router.plainAddresses() : telling;
    }
}
