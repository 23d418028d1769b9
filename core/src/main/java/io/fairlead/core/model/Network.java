package io.fairlead.core.model;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A network of the engine.
 *
 * @param bridge the host's interface of it, for the bridge driver
 * @param endpoints container name → addresses that the engine gave it here
 */
public record Network(
        String id,
        String name,
        String driver,
        Optional<String> bridge,
        List<Pool> pools,
        Map<String, List<IpAddress>> endpoints) {
    /**
     * A subnet and what its address management (IPAM) may hand out.
     *
     * @param range what is handed out; empty: the whole subnet
     * @param auxiliary name → address that is never handed out ({@code aux_addresses})
     */
    public record Pool(
            IpPrefix subnet, Optional<IpPrefix> range, Optional<IpAddress> gateway, Map<String, IpAddress> auxiliary) {
        public Pool {
            auxiliary = Map.copyOf(auxiliary);
        }

        /** Whether the engine may give {@code address} to any container that joins (P07). */
        public boolean mayHandOut(IpAddress address) {
            return range.orElse(subnet).contains(address) && !auxiliary.containsValue(address);
        }
    }

    public Network {
        pools = List.copyOf(pools);
        endpoints = Map.copyOf(endpoints);
    }

    public Optional<Pool> poolOf(IpAddress address) {
        return pools.stream().filter(pool -> pool.subnet().contains(address)).findFirst();
    }
}
