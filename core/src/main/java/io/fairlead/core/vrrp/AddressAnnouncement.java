package io.fairlead.core.vrrp;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;

/** The Ethernet frames that carry out {@link Action.AnnounceAddresses} and {@link Action.ProbeAddresses}. */
public final class AddressAnnouncement {
    private AddressAnnouncement() {}

    /** Gratuitous ARP or unsolicited Neighbour Advertisement: {@code address} is at {@code mac}. */
    public static byte[] announce(MacAddress mac, IpAddress address) {
        return switch (address.family()) {
            case IPV4 -> ArpPacket.announcement(mac, address).encode();
            case IPV6 -> NeighbourDiscovery.unsolicitedAdvertisement(mac, address);
        };
    }

    /** ARP probe or duplicate detection's solicitation: who has {@code address}? */
    public static byte[] probe(MacAddress mac, IpAddress address) {
        return switch (address.family()) {
            case IPV4 -> ArpPacket.probe(mac, address).encode();
            case IPV6 -> NeighbourDiscovery.probe(mac, address);
        };
    }
}
