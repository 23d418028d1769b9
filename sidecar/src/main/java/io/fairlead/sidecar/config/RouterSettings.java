package io.fairlead.sidecar.config;

import io.fairlead.core.vrrp.VirtualRouterConfig;
import java.util.List;
import java.util.Optional;

/**
 * The virtual routers that this container takes part in.
 *
 * @param interfaceName empty: the interface whose subnet holds the address (P42)
 * @param virtualRouters one for each address family, IPv4 first (V40)
 */
public record RouterSettings(Optional<String> interfaceName, List<VirtualRouterConfig> virtualRouters) {
    public RouterSettings {
        virtualRouters = List.copyOf(virtualRouters);
        if (virtualRouters.isEmpty()) {
            throw new IllegalArgumentException("there is no virtual address");
        }
    }
}
