package io.fairlead.core.model;

import io.fairlead.core.net.IpPrefix;
import java.util.List;
import java.util.OptionalInt;

/**
 * How a service is reached from the LAN.
 *
 * @param virtualRouterId 1–255; empty: this host alone holds the address
 * @param ports sorted; at least one, or a mark
 * @param mark unsigned: packets with this firewall mark are taken, whatever their port is
 * @param neighbours subnets of the engine's networks in which listed targets are
 */
public record LanSide(
        IpPrefix address,
        OptionalInt virtualRouterId,
        String interfaceName,
        List<PublishedPort> ports,
        OptionalInt mark,
        Balancing balancing,
        List<IpPrefix> neighbours) {
    public LanSide {
        ports = List.copyOf(ports);
        neighbours = List.copyOf(neighbours);
    }
}
