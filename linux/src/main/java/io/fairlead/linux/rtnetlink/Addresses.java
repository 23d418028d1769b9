package io.fairlead.linux.rtnetlink;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ffi.SocketConstants;
import io.fairlead.linux.netlink.AttributeReader;
import java.util.Optional;

/** Addresses inside rtnetlink's messages, whose headers give the family. */
final class Addresses {
    private Addresses() {}

    static int familyNumber(AddressFamily family) {
        return switch (family) {
            case IPV4 -> SocketConstants.AF_INET;
            case IPV6 -> SocketConstants.AF_INET6;
        };
    }

    static Optional<AddressFamily> family(int number) {
        return switch (number) {
            case SocketConstants.AF_INET -> Optional.of(AddressFamily.IPV4);
            case SocketConstants.AF_INET6 -> Optional.of(AddressFamily.IPV6);
            default -> Optional.empty();
        };
    }

    /** The attribute as an address of that family; another length is an error of the message. */
    static Optional<IpAddress> read(AttributeReader attribute, AddressFamily family) {
        if (attribute.length() != family.octets()) {
            attribute.reject("no address of " + family);
            return Optional.empty();
        }
        return Optional.of(IpAddress.of(attribute.octets()));
    }
}
