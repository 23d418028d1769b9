package io.fairlead.core.vrrp;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;

/** The one's complement sum of RFC 1071; an odd octet at the end counts as the high half of a word. */
final class InternetChecksum {
    private long sum;

    InternetChecksum add(byte[] octets, int offset, int length) {
        for (int i = 0; i < length; i++) {
            int octet = octets[offset + i] & 0xff;
            sum += (i & 1) == 0 ? octet << 8 : octet;
        }
        return this;
    }

    /** What an upper layer's checksum covers of the IP header: RFC 8200 section 8.1, and RFC 793's form for IPv4. */
    InternetChecksum addPseudoHeader(IpAddress source, IpAddress destination, int protocol, int length) {
        add(source.octets(), 0, source.family().octets());
        add(destination.octets(), 0, destination.family().octets());
        // Both families sum to the same: protocol and length stand in words of their own.
        sum += source.family() == AddressFamily.IPV4 ? length & 0xffff : (length >>> 16) + (length & 0xffff);
        sum += protocol;
        return this;
    }

    /** For the packet: 0–65535. Over octets that contain a correct checksum it is 0. */
    int value() {
        long folded = sum;
        while (folded > 0xffff) {
            folded = (folded >>> 16) + (folded & 0xffff);
        }
        return (int) ~folded & 0xffff;
    }
}
