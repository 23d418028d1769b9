package io.fairlead.linux.ipvs;

import static io.fairlead.linux.ffi.SocketConstants.AF_INET;
import static io.fairlead.linux.ffi.SocketConstants.AF_INET6;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.util.Arrays;
import java.util.Optional;

/** {@code union nf_inet_addr}: 16 octets, of which IPv4 uses the first 4; and the numbers of the families. */
final class InetAddressUnion {
    private static final int OCTETS = 16;

    private InetAddressUnion() {}

    static byte[] encode(IpAddress address) {
        return Arrays.copyOf(address.octets(), OCTETS);
    }

    /** Empty if there are not enough octets. */
    static Optional<IpAddress> decode(AddressFamily family, byte[] octets) {
        return octets.length < family.octets()
                ? Optional.empty()
                : Optional.of(IpAddress.of(Arrays.copyOf(octets, family.octets())));
    }

    static int number(AddressFamily family) {
        return switch (family) {
            case IPV4 -> AF_INET;
            case IPV6 -> AF_INET6;
        };
    }

    static Optional<AddressFamily> family(int number) {
        return switch (number) {
            case AF_INET -> Optional.of(AddressFamily.IPV4);
            case AF_INET6 -> Optional.of(AddressFamily.IPV6);
            default -> Optional.empty();
        };
    }
}
