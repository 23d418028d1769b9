package io.fairlead.core.ipvs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Destinations that are not wanted any more and finish their connections: they stay with weight 0, so that nothing new gets
 * there, until they have none, or for as long as is allowed.
 *
 * @param sinceNanos when each was first not wanted, on the clock of the calls
 */
public record Draining(Map<Place, Long> sinceNanos) {
    public static final Draining NONE = new Draining(Map.of());

    public Draining {
        sinceNanos = Map.copyOf(sinceNanos);
    }

    /** A destination of a service. */
    public record Place(ServiceKey service, Destination.Key destination) {
        @Override
        public String toString() {
            return destination + " of " + service;
        }
    }

    /** Knows the kernel's counts. */
    public interface Connections {
        /** Of all states; 0 if there is no such destination. */
        long of(Place place);
    }

    /** How destinations of a service leave. */
    public interface Rules {
        /** How long they may take; 0 or below: they go at once. */
        long limitNanos(Place place);
    }

    /**
     * What the table shall be for now.
     *
     * @param table the desired one with those that leave at weight 0
     */
    public record Step(Draining next, ServiceTable table) {
        /** Those that still leave, in no certain order. */
        public List<Place> places() {
            return List.copyOf(next.sinceNanos.keySet());
        }
    }

    /** Looks at everything that {@code actual} has and {@code desired} has not, within services that both have. */
    public Step step(ServiceTable actual, ServiceTable desired, Rules rules, Connections connections, long nowNanos) {
        Map<Place, Long> since = new HashMap<>();
        List<ServiceEntry> entries = new ArrayList<>();
        for (ServiceEntry wanted : desired.entries().values()) {
            List<Destination> all = new ArrayList<>(wanted.destinations().values());
            for (Destination present : leaving(actual.entry(wanted.key()), wanted)) {
                Place place = new Place(wanted.key(), present.key());
                long begun = sinceNanos.getOrDefault(place, nowNanos);
                if (nowNanos - begun < rules.limitNanos(place) && connections.of(place) > 0) {
                    since.put(place, begun);
                    all.add(present.withWeight(0));
                }
            }
            entries.add(all.size() == wanted.destinations().size() ? wanted : ServiceEntry.of(wanted.service(), all));
        }
        return new Step(new Draining(since), since.isEmpty() ? desired : ServiceTable.of(entries));
    }

    private static List<Destination> leaving(Optional<ServiceEntry> actual, ServiceEntry wanted) {
        if (actual.isEmpty()) {
            return List.of();
        }
        return actual.get().destinations().values().stream()
                .filter(present -> !wanted.destinations().containsKey(present.key()))
                .toList();
    }
}
