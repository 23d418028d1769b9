package io.fairlead.core.ipvs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What leads from the actual table to the desired one.
 *
 * @param changes in an order that keeps services served: a service gets its new destinations before it loses old ones,
 *     and services are deleted last
 * @param clashes desired services that somebody else's entry is in the way of; nothing in {@code changes} touches them
 */
public record TableDifference(List<TableChange> changes, List<Clash> clashes) {
    public TableDifference {
        changes = List.copyOf(changes);
        clashes = List.copyOf(clashes);
    }

    /** A desired service whose key is taken by an entry that is not ours. */
    public record Clash(ServiceEntry desired, ServiceEntry foreign) {
        /** Whether the foreign entry does just what is desired: the service works, though it is not ours. */
        public boolean isHarmless() {
            return desired.equals(foreign);
        }

        public ServiceKey key() {
            return desired.key();
        }
    }

    /**
     * Compares.
     *
     * @param owned the keys of the actual entries that are ours; entries with other keys are foreign and stay as they are,
     *     keys without an entry mean nothing
     */
    public static TableDifference between(ServiceTable actual, ServiceTable desired, Set<? extends ServiceKey> owned) {
        List<TableChange> changes = new ArrayList<>();
        List<Clash> clashes = new ArrayList<>();
        for (ServiceEntry wanted : desired.entries().values()) {
            ServiceEntry present = actual.entries().get(wanted.key());
            if (present == null) {
                add(wanted, changes);
            } else if (owned.contains(wanted.key())) {
                edit(present, wanted, changes);
            } else {
                clashes.add(new Clash(wanted, present));
            }
        }
        for (ServiceKey key : actual.entries().keySet()) {
            if (owned.contains(key) && !desired.entries().containsKey(key)) {
                changes.add(new TableChange.DeleteService(key));
            }
        }
        return new TableDifference(changes, clashes);
    }

    private static void add(ServiceEntry wanted, List<TableChange> changes) {
        changes.add(new TableChange.AddService(wanted.service()));
        for (Destination destination : wanted.destinations().values()) {
            changes.add(new TableChange.AddDestination(wanted.key(), destination));
        }
    }

    private static void edit(ServiceEntry present, ServiceEntry wanted, List<TableChange> changes) {
        if (!present.service().equals(wanted.service())) {
            changes.add(new TableChange.EditService(wanted.service()));
        }
        for (Destination destination : wanted.destinations().values()) {
            Destination old = present.destinations().get(destination.key());
            if (old == null) {
                changes.add(new TableChange.AddDestination(wanted.key(), destination));
            } else if (!old.equals(destination)) {
                changes.add(new TableChange.EditDestination(wanted.key(), destination));
            }
        }
        for (Destination.Key key : present.destinations().keySet()) {
            if (!wanted.destinations().containsKey(key)) {
                changes.add(new TableChange.DeleteDestination(wanted.key(), key));
            }
        }
    }
}
