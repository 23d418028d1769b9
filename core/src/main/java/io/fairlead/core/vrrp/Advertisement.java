package io.fairlead.core.vrrp;

import io.fairlead.core.net.IpAddress;
import java.util.List;

/**
 * A VRRP ADVERTISEMENT as a value, RFC 9568 section 5.2 and RFC 3768 section 5.3.
 *
 * @param virtualRouterId 1–255
 * @param priority 0–255
 * @param intervalCentis maxAdvertiseInterval in centiseconds; version 2's whole seconds times 100
 */
public record Advertisement(
        Version version, int virtualRouterId, int priority, int intervalCentis, List<IpAddress> addresses) {
    public Advertisement {
        addresses = List.copyOf(addresses);
    }
}
