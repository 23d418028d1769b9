package io.fairlead.core.ipvs;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.util.Optional;

/**
 * A real server of a virtual service; unique in it by address and port.
 *
 * @param weight from 0; 0 takes no new connections
 * @param upperThreshold connections at which it takes no new ones; 0: no limit
 * @param lowerThreshold connections at which it takes new ones again; 0: three quarters of the upper
 * @param tunnel present exactly for {@link ForwardingMethod#TUNNEL}
 */
public record Destination(
        Key key, ForwardingMethod method, int weight, int upperThreshold, int lowerThreshold, Optional<Tunnel> tunnel) {
    /** Where a destination is. */
    public record Key(IpAddress address, int port) implements Comparable<Key> {
        public Key {
            if (port < 0 || port > 0xffff) {
                throw new IllegalArgumentException("port " + port + " is outside 0–65535");
            }
        }

        @Override
        public int compareTo(Key other) {
            int byAddress = address.compareTo(other.address);
            return byAddress != 0 ? byAddress : Integer.compare(port, other.port);
        }

        @Override
        public String toString() {
            return (address.family() == AddressFamily.IPV6 ? "[" + address + "]" : address) + ":" + port;
        }
    }

    public Destination {
        if (weight < 0 || upperThreshold < 0 || lowerThreshold < 0) {
            throw new IllegalArgumentException("weight and thresholds of " + key + " cannot be below 0");
        }
        if (lowerThreshold > upperThreshold) {
            throw new IllegalArgumentException("the lower threshold of " + key + " is above the upper");
        }
        if (tunnel.isPresent() != (method == ForwardingMethod.TUNNEL)) {
            throw new IllegalArgumentException(key + " has a tunnel exactly when its method is TUNNEL");
        }
    }

    /** NAT with weight 1 and no limits. */
    public static Destination masq(IpAddress address, int port) {
        return new Destination(new Key(address, port), ForwardingMethod.MASQ, 1, 0, 0, Optional.empty());
    }

    /** The same with another weight. */
    public Destination withWeight(int other) {
        return new Destination(key, method, other, upperThreshold, lowerThreshold, tunnel);
    }
}
