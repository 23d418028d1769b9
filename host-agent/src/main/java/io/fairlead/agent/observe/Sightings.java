package io.fairlead.agent.observe;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.Advertisement;
import io.fairlead.core.vrrp.Overheard;
import io.fairlead.core.vrrp.Vrrp;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who advertised which address last. Each sighting ages: what is older than the others would wait counts no more. */
public final class Sightings {
    /** The active-down interval of RFC 9568 is 3 intervals and a skew of less than one. */
    private static final int INTERVALS = 4;

    private static final long NANOS_A_CENTI = 10_000_000;

    /** A limit on what strangers on a network can make us remember. */
    private static final int MOST_ADDRESSES = 1024;

    private final Map<IpAddress, Sighting> latest = new HashMap<>();

    /** An Active router, seen. */
    public record Sighting(IpAddress router, int virtualRouterId, int priority, long heardNanos, long validNanos) {}

    /** Remembers; a release is remembered as nobody. */
    public void heard(Overheard overheard, long nowNanos) {
        Advertisement advertisement = overheard.advertisement();
        for (IpAddress address : advertisement.addresses()) {
            if (advertisement.priority() == Vrrp.RELEASE_PRIORITY) {
                latest.computeIfPresent(address, (key, old) -> old.router().equals(overheard.source()) ? null : old);
            } else if (latest.size() < MOST_ADDRESSES || latest.containsKey(address)) {
                latest.put(
                        address,
                        new Sighting(
                                overheard.source(),
                                advertisement.virtualRouterId(),
                                advertisement.priority(),
                                nowNanos,
                                NANOS_A_CENTI * INTERVALS * advertisement.intervalCentis()));
            }
        }
    }

    /** Who holds {@code address}, if that was heard lately. */
    public Optional<Sighting> holder(IpAddress address, long nowNanos) {
        return Optional.ofNullable(latest.get(address))
                .filter(sighting -> nowNanos - sighting.heardNanos() < sighting.validNanos());
    }
}
