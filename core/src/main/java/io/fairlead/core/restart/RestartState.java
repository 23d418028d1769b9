package io.fairlead.core.restart;

import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What is known of each container that is restarted when it fails; a value. */
public final class RestartState {
    /** Nothing to wait for. */
    public static final long NEVER = Long.MAX_VALUE;

    private final NavigableMap<String, Course> courses;
    private final long deadlineNanos;

    RestartState(Map<String, Course> courses, long deadlineNanos) {
        this.courses = Collections.unmodifiableNavigableMap(new TreeMap<>(courses));
        this.deadlineNanos = deadlineNanos;
    }

    /** Of an agent that has just started. */
    public static RestartState initial() {
        return new RestartState(Map.of(), NEVER);
    }

    /** When the next look is due though nothing has changed, or {@link #NEVER}; looking early is harmless. */
    public long deadlineNanos() {
        return deadlineNanos;
    }

    NavigableMap<String, Course> courses() {
        return courses;
    }
}
