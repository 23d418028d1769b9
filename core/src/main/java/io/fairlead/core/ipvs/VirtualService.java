package io.fairlead.core.ipvs;

import io.fairlead.core.net.AddressFamily;
import java.util.Optional;
import java.util.Set;

/** A virtual service without its destinations. */
public record VirtualService(
        ServiceKey key, Scheduler scheduler, Set<ServiceFlag> flags, Optional<Persistence> persistence) {
    public VirtualService {
        flags = Set.copyOf(flags);
        persistence.ifPresent(wanted -> {
            int least = key.family() == AddressFamily.IPV4 ? 0 : 1;
            int most = key.family().octets() * 8;
            if (wanted.prefixLength() < least || wanted.prefixLength() > most) {
                throw new IllegalArgumentException("a persistence prefix length of " + wanted.prefixLength()
                        + " is outside " + least + "–" + most);
            }
        });
    }

    /** A service with neither flags nor persistence. */
    public static VirtualService of(ServiceKey key, Scheduler scheduler) {
        return new VirtualService(key, scheduler, Set.of(), Optional.empty());
    }
}
