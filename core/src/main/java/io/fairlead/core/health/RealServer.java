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
    /** 2³² divided by the golden ratio. */
    private static final int SPREAD = 0x9e3779b9;

    private static final Comparator<RealServer> ORDER = Comparator.comparing(RealServer::service)
            .thenComparing(RealServer::address)
            .thenComparingInt(RealServer::port);

    /** Spread out: neighbours in address and port would meet in the JDK's immutable maps, which look at the next place. */
    @Override
    public int hashCode() {
        return (service.hashCode() * 31 + address.hashCode()) * SPREAD + port * -SPREAD * SPREAD;
    }

    @Override
    public int compareTo(RealServer other) {
        return ORDER.compare(this, other);
    }

    /** {@code 172.18.0.7:3306}, {@code [fd00::7]:3306}. */
    public String place() {
        return (address.family() == AddressFamily.IPV6 ? "[" + address + "]" : address) + ":" + port;
    }
}
