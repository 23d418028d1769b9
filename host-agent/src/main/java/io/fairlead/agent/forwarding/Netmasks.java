package io.fairlead.agent.forwarding;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;

/** Prefix lengths as masks. */
final class Netmasks {
    private Netmasks() {}

    /** {@code 255.255.255.0} for 24, {@code ffff:ffff::} for 32 of IPv6. */
    static IpAddress mask(AddressFamily family, int length) {
        byte[] octets = new byte[family.octets()];
        for (int bit = 0; bit < length; bit++) {
            octets[bit / 8] |= (byte) (0x80 >> bit % 8);
        }
        return IpAddress.of(octets);
    }
}
