package io.fairlead.core.model;

import java.util.List;

/** All that the model is made from: one moment of the engine and of the host. */
public record Observed(List<Container> containers, List<Network> networks, List<HostInterface> interfaces) {
    public Observed {
        containers = List.copyOf(containers);
        networks = List.copyOf(networks);
        interfaces = List.copyOf(interfaces);
    }
}
