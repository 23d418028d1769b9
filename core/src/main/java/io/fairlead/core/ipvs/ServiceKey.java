package io.fairlead.core.ipvs;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.util.Comparator;

/** What makes a virtual service unique in the kernel's table. */
public sealed interface ServiceKey extends Comparable<ServiceKey> {
    AddressFamily family();

    /**
     * A service found by protocol, address and port.
     *
     * @param port 1–65535, or 0 for every port (the kernel then wants it persistent)
     */
    record Address(TransportProtocol protocol, IpAddress address, int port) implements ServiceKey {
        /** 2³² divided by the golden ratio. */
        private static final int SPREAD = 0x9e3779b9;

        public Address {
            if (port < 0 || port > 0xffff) {
                throw new IllegalArgumentException("port " + port + " is outside 0–65535");
            }
        }

        @Override
        public AddressFamily family() {
            return address.family();
        }

        /** Spread out: neighbours in address and port would meet in the JDK's immutable sets, which look at the next place. */
        @Override
        public int hashCode() {
            return address.hashCode() * SPREAD + (protocol.number() << 16 | port) * -SPREAD * SPREAD;
        }

        /** As in {@code TCP 192.168.1.156:3306}. */
        @Override
        public String toString() {
            String host = family() == AddressFamily.IPV6 ? "[" + address + "]" : address.toString();
            return protocol + " " + host + ":" + port;
        }
    }

    /**
     * A service found by the packets' firewall mark.
     *
     * @param mark an unsigned 32-bit number, not 0
     */
    record FirewallMark(AddressFamily family, int mark) implements ServiceKey {
        public FirewallMark {
            if (mark == 0) {
                throw new IllegalArgumentException("a firewall mark of 0 is no mark");
            }
        }

        @Override
        public String toString() {
            return "FWM " + Integer.toUnsignedString(mark) + (family == AddressFamily.IPV6 ? " IPv6" : "");
        }
    }

    /** Addresses before marks; a fixed order, so that equal tables give equal lists of changes. */
    @Override
    default int compareTo(ServiceKey other) {
        return Order.KEYS.compare(this, other);
    }

    /** The order of keys. */
    final class Order {
        private static final Comparator<Address> ADDRESSES = Comparator.comparing(Address::address)
                .thenComparing(Address::protocol)
                .thenComparingInt(Address::port);
        private static final Comparator<FirewallMark> MARKS =
                Comparator.comparing(FirewallMark::family).thenComparing(FirewallMark::mark, Integer::compareUnsigned);
        private static final Comparator<ServiceKey> KEYS = Order::compare;

        private Order() {}

        private static int compare(ServiceKey one, ServiceKey other) {
            return switch (one) {
                case Address a ->
                    switch (other) {
                        case Address b -> ADDRESSES.compare(a, b);
                        case FirewallMark ignored -> -1;
                    };
                case FirewallMark a ->
                    switch (other) {
                        case Address ignored -> 1;
                        case FirewallMark b -> MARKS.compare(a, b);
                    };
            };
        }
    }
}
