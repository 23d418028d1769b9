package io.fairlead.core.ipvs;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** A virtual service with its destinations, in the order of their keys. */
public record ServiceEntry(VirtualService service, SortedMap<Destination.Key, Destination> destinations) {
    public ServiceEntry {
        destinations = Collections.unmodifiableSortedMap(new TreeMap<>(destinations));
        destinations.forEach((key, destination) -> {
            if (!key.equals(destination.key())) {
                throw new IllegalArgumentException(destination.key() + " is filed under " + key);
            }
        });
    }

    /** Throws IllegalArgumentException if two destinations have one key. */
    public static ServiceEntry of(VirtualService service, Collection<Destination> destinations) {
        TreeMap<Destination.Key, Destination> byKey = new TreeMap<>();
        for (Destination destination : destinations) {
            if (byKey.put(destination.key(), destination) != null) {
                throw new IllegalArgumentException(service.key() + " has " + destination.key() + " twice");
            }
        }
        return new ServiceEntry(service, byKey);
    }

    /** As {@link #of(VirtualService, Collection)}. */
    public static ServiceEntry of(VirtualService service, Destination... destinations) {
        return of(service, List.of(destinations));
    }

    public ServiceKey key() {
        return service.key();
    }
}
