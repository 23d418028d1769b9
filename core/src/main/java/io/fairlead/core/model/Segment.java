package io.fairlead.core.model;

import io.fairlead.core.net.IpPrefix;
import java.util.List;
import java.util.Optional;

/**
 * Where a container VIP lives.
 *
 * @param network the engine's name of the network
 * @param bridge the host's interface on it; empty where the host is not attached (overlay, macvlan)
 */
public record Segment(String network, Optional<String> bridge, List<IpPrefix> subnets) {
    public Segment {
        subnets = List.copyOf(subnets);
    }
}
