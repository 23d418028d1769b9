package io.fairlead.core.director;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What the director knows; a value. */
public final class DirectorState {
    /** Nothing to wait for. */
    public static final long NEVER = Long.MAX_VALUE;

    private final NavigableMap<String, MemberFacts> members;
    private final NavigableMap<String, ServiceState> services;
    private final List<Said> said;
    private final long deadlineNanos;

    DirectorState(
            Map<String, MemberFacts> members, Map<String, ServiceState> services, List<Said> said, long deadlineNanos) {
        this.members = Collections.unmodifiableNavigableMap(new TreeMap<>(members));
        this.services = Collections.unmodifiableNavigableMap(new TreeMap<>(services));
        this.said = List.copyOf(said);
        this.deadlineNanos = deadlineNanos;
    }

    /** A decision and when it was made, on the director's clock. */
    public record Said(long atNanos, Decision decision) {}

    /** Of an agent that has just started: it knows nothing and so does nothing. */
    public static DirectorState initial() {
        return new DirectorState(Map.of(), Map.of(), List.of(), NEVER);
    }

    /** The latest decisions, oldest first. */
    public List<Said> said() {
        return said;
    }

    /** When {@link DirectorEvent.TimerFired} is due, or {@link #NEVER}; firing early is harmless. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    NavigableMap<String, MemberFacts> members() {
        return members;
    }

    NavigableMap<String, ServiceState> services() {
        return services;
    }
}
