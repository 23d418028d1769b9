package io.fairlead.core.model;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An interface of the host with its addresses, without those that Fairlead itself put there. */
public record HostInterface(String name, List<IpPrefix> addresses) {
    public HostInterface {
        addresses = List.copyOf(addresses);
    }

    /** The longest prefix of this interface whose subnet holds {@code address}; a host prefix is no subnet. */
    Optional<IpPrefix> subnetOf(IpAddress address) {
        return addresses.stream()
                .filter(prefix -> prefix.length() < prefix.address().family().octets() * 8)
                .filter(prefix -> prefix.contains(address))
                .max(Comparator.comparingInt(IpPrefix::length));
    }

    boolean has(IpAddress address) {
        return addresses.stream().anyMatch(prefix -> prefix.address().equals(address));
    }
}
