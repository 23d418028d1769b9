package io.fairlead.core.ipvs;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The virtual services of one network namespace, in the order of their keys: as they are, or as they should be. */
public record ServiceTable(SortedMap<ServiceKey, ServiceEntry> entries) {
    public static final ServiceTable EMPTY = new ServiceTable(new TreeMap<>());

    public ServiceTable {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
        entries.forEach((key, entry) -> {
            if (!key.equals(entry.key())) {
                throw new IllegalArgumentException(entry.key() + " is filed under " + key);
            }
        });
    }

    /** Throws IllegalArgumentException if two entries have one key. */
    public static ServiceTable of(Collection<ServiceEntry> entries) {
        TreeMap<ServiceKey, ServiceEntry> byKey = new TreeMap<>();
        for (ServiceEntry entry : entries) {
            if (byKey.put(entry.key(), entry) != null) {
                throw new IllegalArgumentException(entry.key() + " is there twice");
            }
        }
        return new ServiceTable(byKey);
    }

    public Optional<ServiceEntry> entry(ServiceKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    /**
     * The table as the kernel has it after {@code change}.
     *
     * @throws IllegalArgumentException where the kernel would answer EEXIST, ESRCH or ENOENT
     */
    public ServiceTable after(TableChange change) {
        return after(List.of(change));
    }

    /** As {@link #after(TableChange)}, for many changes in order. */
    public ServiceTable after(List<TableChange> changes) {
        TreeMap<ServiceKey, ServiceEntry> next = new TreeMap<>(entries);
        changes.forEach(change -> make(change, next));
        return new ServiceTable(next);
    }

    private static void make(TableChange change, Map<ServiceKey, ServiceEntry> table) {
        ServiceEntry present = table.get(change.key());
        require((present == null) == (change instanceof TableChange.AddService), change);
        switch (change) {
            case TableChange.AddService add -> table.put(add.key(), ServiceEntry.of(add.service()));
            case TableChange.EditService edit ->
                table.put(edit.key(), new ServiceEntry(edit.service(), present.destinations()));
            case TableChange.DeleteService delete -> table.remove(delete.key());
            case TableChange.AddDestination add -> table.put(add.key(), put(present, add, add.destination(), false));
            case TableChange.EditDestination edit ->
                table.put(edit.key(), put(present, edit, edit.destination(), true));
            case TableChange.DeleteDestination delete -> {
                TreeMap<Destination.Key, Destination> left = new TreeMap<>(present.destinations());
                require(left.remove(delete.destination()) != null, change);
                table.put(delete.key(), new ServiceEntry(present.service(), left));
            }
        }
    }

    private static ServiceEntry put(ServiceEntry entry, TableChange change, Destination destination, boolean there) {
        require(entry.destinations().containsKey(destination.key()) == there, change);
        TreeMap<Destination.Key, Destination> destinations = new TreeMap<>(entry.destinations());
        destinations.put(destination.key(), destination);
        return new ServiceEntry(entry.service(), destinations);
    }

    private static void require(boolean condition, TableChange change) {
        if (!condition) {
            throw new IllegalArgumentException("does not fit the table: " + change);
        }
    }
}
