package io.fairlead.core.model;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads {@code 24}, {@code /24} and {@code 255.255.255.0} as a prefix length. */
final class NetmaskParser {
    private NetmaskParser() {}

    /** Empty if it is none: a length outside 1 and the family's most, or a mask with holes. */
    static Optional<Integer> parse(String text, AddressFamily family) {
        OptionalInt length =
                TargetsParser.number(text.startsWith("/") ? text.substring(1) : text, 1, family.octets() * 8);
        if (length.isPresent()) {
            return Optional.of(length.getAsInt());
        }
        return family == AddressFamily.IPV4
                ? IpAddress.tryParse(text).flatMap(NetmaskParser::ofMask)
                : Optional.empty();
    }

    private static Optional<Integer> ofMask(IpAddress mask) {
        if (mask.family() != AddressFamily.IPV4) {
            return Optional.empty();
        }
        int bits = ByteBuffer.wrap(mask.octets()).getInt();
        int length = Integer.bitCount(bits);
        return length > 0 && bits == -1 << (32 - length) ? Optional.of(length) : Optional.empty();
    }
}
