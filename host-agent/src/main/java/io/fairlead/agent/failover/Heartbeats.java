package io.fairlead.agent.failover;

import io.fairlead.core.model.Model;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Notices which connected sidecars have gone quiet. The loop's thread. */
public final class Heartbeats {
    /** One may be late on a loaded machine; two in a row are worth a look. */
    private static final int MISSED = 2;

    private final long patienceNanos;
    private final Map<String, Long> heardNanos = new HashMap<>();
    private final Set<String> overdue = new HashSet<>();

    /** Told when a member's heartbeats are missing, and when they are back. */
    @FunctionalInterface
    public interface Observer {
        void overdue(String member, boolean missing);
    }

    /**
     * For sidecars that report at least so often.
     *
     * @param interval between two heartbeats
     */
    public Heartbeats(Duration interval) {
        this.patienceNanos = interval.multipliedBy(MISSED).toNanos();
    }

    void follow(Model model) {
        Set<String> members = new HashSet<>();
        model.services().forEach(service -> service.members().forEach(member -> members.add(member.containerId())));
        heardNanos.keySet().retainAll(members);
        overdue.retainAll(members);
    }

    void heard(String member, long nowNanos) {
        heardNanos.put(member, nowNanos);
    }

    void ended(String member) {
        heardNanos.remove(member);
    }

    long deadlineNanos() {
        return heardNanos.entrySet().stream()
                .filter(entry -> !overdue.contains(entry.getKey()))
                .mapToLong(entry -> entry.getValue() + patienceNanos)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    void fire(long nowNanos, Observer observer) {
        for (String member : Set.copyOf(overdue)) {
            Long heard = heardNanos.get(member);
            if (heard == null || nowNanos - heard < patienceNanos) {
                overdue.remove(member);
                observer.overdue(member, false);
            }
        }
        heardNanos.forEach((member, heard) -> {
            if (nowNanos - heard >= patienceNanos && overdue.add(member)) {
                observer.overdue(member, true);
            }
        });
    }
}
