package io.fairlead.core.vrrp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** VRRPv2's authentication (RFC 2338 section 5.3.6); version 3 has none. */
public sealed interface Authentication {
    /** Type 0. */
    record None() implements Authentication {}

    /** Type 1: eight octets in the clear, padded with zeros. It keeps out mistakes, not attackers. */
    record SimpleText(String password) implements Authentication {
        public SimpleText {
            int octets = password.getBytes(StandardCharsets.UTF_8).length;
            if (octets < 1 || octets > 8) {
                throw new IllegalArgumentException("a PASS password has 1 to 8 octets, not " + octets);
            }
        }

        /** The eight octets of the packet. */
        public byte[] data() {
            return Arrays.copyOf(password.getBytes(StandardCharsets.UTF_8), 8);
        }

        @Override
        public String toString() {
            return "SimpleText[password=…]";
        }
    }
}
