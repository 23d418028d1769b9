package io.fairlead.core.model;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.util.OptionalInt;

/**
 * A real server that somebody listed.
 *
 * @param port 1–65535; empty: that of the published port
 * @param weight 0–65535; 0 takes no new connections
 * @param upperThreshold empty: as the service says
 * @param lowerThreshold empty: as the service says
 */
public record Target(
        IpAddress address, OptionalInt port, int weight, OptionalInt upperThreshold, OptionalInt lowerThreshold) {
    public static final int HIGHEST_WEIGHT = 65_535;

    /** Weight 1, and the service's thresholds. */
    public static Target of(IpAddress address, OptionalInt port) {
        return new Target(address, port, 1, OptionalInt.empty(), OptionalInt.empty());
    }

    /** Whether it is at the same address and port. */
    boolean isAt(Target other) {
        return address.equals(other.address) && port.equals(other.port);
    }

    /** As it is written: {@code 10.0.0.1:80}. */
    @Override
    public String toString() {
        String host = address.family() == AddressFamily.IPV6 && port.isPresent() ? "[" + address + "]" : "" + address;
        return port.isPresent() ? host + ":" + port.getAsInt() : host;
    }
}
