package io.fairlead.core.model;

import io.fairlead.core.net.IpPrefix;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a service is reached from the LAN.
 *
 * @param virtualRouterId 1–255; empty: this host alone holds the address
 * @param ports sorted, at least one
 */
public record LanSide(
        IpPrefix address,
        OptionalInt virtualRouterId,
        String interfaceName,
        List<PublishedPort> ports,
        String scheduler) {
    public LanSide {
        ports = List.copyOf(ports);
    }
}
