package io.fairlead.core.restart;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What is known of each container that is restarted when it fails; a value. */
public final class RestartState {
    /** Nothing to wait for. */
    public static final long NEVER = Long.MAX_VALUE;

    private final NavigableMap<String, Course> courses;
    private final Map<String, Instant> stops;
    private final long deadlineNanos;

    RestartState(Map<String, Course> courses, Map<String, Instant> stops, long deadlineNanos) {
        this.stops = Map.copyOf(stops);
        this.courses = Collections.unmodifiableNavigableMap(new TreeMap<>(courses));
        this.deadlineNanos = deadlineNanos;
    }

    /** Of an agent that has just started. */
    public static RestartState initial() {
        return new RestartState(Map.of(), Map.of(), NEVER);
    }

    /** When the next look is due though nothing has changed, or {@link #NEVER}; looking early is harmless. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    /** When containers were stopped that were not known as subjects then: the engine tells events before it is asked for lists. */
    Map<String, Instant> stops() {
        return stops;
    }

    NavigableMap<String, Course> courses() {
        return courses;
    }
}
