package io.fairlead.core.health;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.util.Comparator;

/**
 * A destination of a service, as health knows it.
 *
 * @param service the name of the service; two services may check one address differently
 * @param port that connections are forwarded to, 0–65535; the check may ask another
 */
public record RealServer(String service, IpAddress address, int port) implements Comparable<RealServer> {
    private static final Comparator<RealServer> ORDER = Comparator.comparing(RealServer::service)
            .thenComparing(RealServer::address)
            .thenComparingInt(RealServer::port);

    @Override
    public int compareTo(RealServer other) {
        return ORDER.compare(this, other);
    }

    /** {@code 172.18.0.7:3306}, {@code [fd00::7]:3306}. */
    public String place() {
        return (address.family() == AddressFamily.IPV6 ? "[" + address + "]" : address) + ":" + port;
    }
}
