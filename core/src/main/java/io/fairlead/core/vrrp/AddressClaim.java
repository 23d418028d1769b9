package io.fairlead.core.vrrp;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** Finds in the ARP and Neighbour Discovery that passes by who else says that it has our addresses (V51, P07). */
public final class AddressClaim {
    private static final int ETHERNET_SOURCE = 6;

    private AddressClaim() {}

    /**
     * The event, if {@code frame} claims one of {@code addresses} for a station that is not ours. Never throws.
     *
     * @param length how much of {@code frame}, which begins with the Ethernet header, is filled
     * @param ownMacs the interface's, and the virtual one if it is in use
     */
    public static Optional<Event.DuplicateClaim> in(
            byte[] frame, int length, Collection<MacAddress> ownMacs, Collection<IpAddress> addresses) {
        Optional<ArpPacket> arp = ArpPacket.parse(frame, length);
        if (arp.isPresent()) {
            return claim(arp.get().senderIp(), arp.get().senderMac(), ownMacs, addresses);
        }
        return NeighbourDiscovery.advertisedAddress(frame, length)
                .flatMap(address -> claim(address, source(frame), ownMacs, addresses));
    }

    private static Optional<Event.DuplicateClaim> claim(
            IpAddress address, MacAddress claimant, Collection<MacAddress> ownMacs, Collection<IpAddress> addresses) {
        return addresses.contains(address) && !ownMacs.contains(claimant)
                ? Optional.of(new Event.DuplicateClaim(address, claimant))
                : Optional.empty();
    }

    private static MacAddress source(byte[] frame) {
        return MacAddress.of(Arrays.copyOfRange(frame, ETHERNET_SOURCE, ETHERNET_SOURCE + 6));
    }
}
