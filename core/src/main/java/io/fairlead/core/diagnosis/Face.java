package io.fairlead.core.diagnosis;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.net.MacAddress;
import java.util.List;
import java.util.Optional;

/** An interface of a network namespace with its addresses and what it knows of its neighbours. */
public record Face(String name, Optional<MacAddress> mac, List<Address> addresses, List<Neighbour> neighbours) {
    /**
     * An address.
     *
     * @param ours Fairlead put it there
     * @param leased it goes by itself unless somebody who lives renews it
     */
    public record Address(IpPrefix prefix, boolean ours, boolean leased) {}

    /** Which Ethernet address another address has; {@code pinned}: by hand, so that nothing heard changes it. */
    public record Neighbour(IpAddress address, MacAddress mac, boolean pinned) {}

    public Face {
        addresses = List.copyOf(addresses);
        neighbours = List.copyOf(neighbours);
    }

    boolean has(IpAddress address) {
        return find(address).isPresent();
    }

    Optional<Address> find(IpAddress address) {
        return addresses.stream()
                .filter(each -> each.prefix().address().equals(address))
                .findFirst();
    }
}
