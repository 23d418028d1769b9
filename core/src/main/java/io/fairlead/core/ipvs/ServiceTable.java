package io.fairlead.core.ipvs;

import java.util.Collection;
import java.util.Collections;
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
        TreeMap<ServiceKey, ServiceEntry> next = new TreeMap<>(entries);
        switch (change) {
            case TableChange.AddService add -> {
                require(!entries.containsKey(add.key()), change);
                next.put(add.key(), ServiceEntry.of(add.service()));
            }
            case TableChange.EditService edit ->
                next.put(
                        edit.key(),
                        new ServiceEntry(edit.service(), present(change).destinations()));
            case TableChange.DeleteService delete -> {
                require(entries.containsKey(delete.key()), change);
                next.remove(delete.key());
            }
            case TableChange.AddDestination add -> next.put(add.key(), put(change, add.destination(), false));
            case TableChange.EditDestination edit -> next.put(edit.key(), put(change, edit.destination(), true));
            case TableChange.DeleteDestination delete -> {
                TreeMap<Destination.Key, Destination> left =
                        new TreeMap<>(present(change).destinations());
                require(left.remove(delete.destination()) != null, change);
                next.put(delete.key(), new ServiceEntry(present(change).service(), left));
            }
        }
        return new ServiceTable(next);
    }

    private ServiceEntry put(TableChange change, Destination destination, boolean there) {
        ServiceEntry entry = present(change);
        require(entry.destinations().containsKey(destination.key()) == there, change);
        TreeMap<Destination.Key, Destination> destinations = new TreeMap<>(entry.destinations());
        destinations.put(destination.key(), destination);
        return new ServiceEntry(entry.service(), destinations);
    }

    private ServiceEntry present(TableChange change) {
        require(entries.containsKey(change.key()), change);
        return entries.get(change.key());
    }

    private static void require(boolean condition, TableChange change) {
        if (!condition) {
            throw new IllegalArgumentException("does not fit the table: " + change);
        }
    }
}
