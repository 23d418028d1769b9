package io.fairlead.linux.vrrp;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import java.util.List;
import java.util.Optional;

/** Which of an interface's addresses advertisements come from (V03). */
final class PrimaryAddress {
    private PrimaryAddress() {}

    /**
     * IPv4: the first address that is neither secondary nor virtual, those of the virtual address's own subnet before
     * others. IPv6: the first link-local address that is usable and not virtual.
     *
     * @param virtual the virtual addresses, of one family
     * @param present what the interface has, in the kernel's order
     */
    static Optional<IpAddress> of(List<IpAddress> virtual, List<InterfaceAddress> present) {
        IpAddress first = virtual.getFirst();
        List<InterfaceAddress> candidates = present.stream()
                .filter(address -> address.address().family() == first.family())
                .filter(address -> !virtual.contains(address.address()) && !address.isOurs())
                .toList();
        if (first.family() == AddressFamily.IPV6) {
            return candidates.stream()
                    .filter(address -> address.address().isLinkLocal() && !address.isTentative())
                    .map(InterfaceAddress::address)
                    .findFirst();
        }
        return candidates.stream()
                .filter(address -> !address.isSecondary())
                .min((one, other) -> Boolean.compare(
                        other.prefix().contains(first), one.prefix().contains(first)))
                .map(InterfaceAddress::address);
    }
}
