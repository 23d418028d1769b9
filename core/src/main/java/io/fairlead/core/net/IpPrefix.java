package io.fairlead.core.net;

import java.util.Optional;

/** An address with a prefix length: an interface's address and its subnet, for instance 172.18.0.7/16. */
public record IpPrefix(IpAddress address, int length) {
    public IpPrefix {
        if (length < 0 || length > address.family().octets() * 8) {
            throw new IllegalArgumentException("prefix length " + length + " is outside 0–"
                    + address.family().octets() * 8);
        }
    }

    /** {@code address/length}; a bare address gets the full length (32 or 128). */
    public static Optional<IpPrefix> tryParse(String text) {
        int slash = text.indexOf('/');
        Optional<IpAddress> address = IpAddress.tryParse(slash < 0 ? text : text.substring(0, slash));
        if (address.isEmpty()) {
            return Optional.empty();
        }
        int most = address.get().family().octets() * 8;
        if (slash < 0) {
            return Optional.of(new IpPrefix(address.get(), most));
        }
        String length = text.substring(slash + 1);
        return length.matches("[0-9]{1,3}") && Integer.parseInt(length) <= most
                ? Optional.of(new IpPrefix(address.get(), Integer.parseInt(length)))
                : Optional.empty();
    }

    /** As {@link #tryParse}; throws IllegalArgumentException if {@code text} is no prefix. */
    public static IpPrefix parse(String text) {
        return tryParse(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not address/length"));
    }

    /** A prefix that holds only {@code address}. */
    public static IpPrefix host(IpAddress address) {
        return new IpPrefix(address, address.family().octets() * 8);
    }

    /** Whether {@code other} is of the same family and within this prefix's subnet. */
    public boolean contains(IpAddress other) {
        if (other.family() != address.family()) {
            return false;
        }
        for (int bit = 0; bit < length; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((address.octet(bit / 8) & mask) != (other.octet(bit / 8) & mask)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return address + "/" + length;
    }
}
