package io.fairlead.lab.bench.watch;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/** Who had an address when. */
public record Owners(List<OwnerChange> changes) {
    public Owners {
        changes = List.copyOf(changes);
    }

    /** Who has it after all changes. */
    public Set<String> now() {
        Set<String> holders = new HashSet<>();
        changes.forEach(change -> apply(change, holders));
        return holders;
    }

    /** When {@code name} first got it at or after {@code nanos}. */
    public OptionalLong gained(String name, long nanos) {
        return first(name, true, nanos);
    }

    /** When {@code name} first lost it at or after {@code nanos}. */
    public OptionalLong lost(String name, long nanos) {
        return first(name, false, nanos);
    }

    private OptionalLong first(String name, boolean has, long nanos) {
        return changes.stream()
                .filter(change -> change.name().equals(name) && change.has() == has && change.nanos() - nanos >= 0)
                .mapToLong(OwnerChange::nanos)
                .findFirst();
    }

    /** How often somebody got it at or after {@code nanos}. */
    public int takeovers(long nanos) {
        return (int) changes.stream()
                .filter(change -> change.has() && change.nanos() - nanos >= 0)
                .count();
    }

    /** The longest time in one piece that two or more had it, up to {@code untilNanos}. */
    public long longestSharedNanos(long untilNanos) {
        return longest(untilNanos, true);
    }

    /** The longest time in one piece that nobody had it, up to {@code untilNanos}, not counting before the first one had it. */
    public long longestNobodyNanos(long untilNanos) {
        return longest(untilNanos, false);
    }

    private long longest(long untilNanos, boolean shared) {
        Set<String> holders = new HashSet<>();
        long longest = 0;
        for (int index = 0; index < changes.size(); index++) {
            apply(changes.get(index), holders);
            long end = index + 1 < changes.size() ? changes.get(index + 1).nanos() : untilNanos;
            if (shared ? holders.size() > 1 : holders.isEmpty()) {
                longest = Math.max(longest, end - changes.get(index).nanos());
            }
        }
        return longest;
    }

    private static void apply(OwnerChange change, Set<String> holders) {
        if (change.has()) {
            holders.add(change.name());
        } else {
            holders.remove(change.name());
        }
    }
}
