package io.fairlead.sidecar.haproxy;

/** What can happen to HAProxy. */
public sealed interface HaproxyEvent {
    /** Start it for the first time. */
    record Start() implements HaproxyEvent {}

    /** The process exists. */
    record Spawned() implements HaproxyEvent {}

    /** The process could not be made. */
    record NotSpawned(String reason) implements HaproxyEvent {}

    /**
     * The process is dead.
     *
     * @param status its exit status, or 128 and the number of the signal that killed it
     */
    record Exited(int status) implements HaproxyEvent {
        /** In words: {@code was killed by signal 9}. */
        public String ending() {
            return status > 128 ? "was killed by signal " + (status - 128) : "ended with status " + status;
        }
    }

    /** The operator wants the configuration read again. */
    record Reload() implements HaproxyEvent {}

    /** {@code haproxy -c} is through. */
    record ConfigChecked(boolean usable) implements HaproxyEvent {}

    /** It lives, but has been silent for longer than we wait. */
    record Hung() implements HaproxyEvent {}

    /** End it; at {@code hardNanos} open connections do not count any more. */
    record Stop(long hardNanos) implements HaproxyEvent {}

    /** {@link HaproxyState#deadlineNanos} has passed. */
    record TimerFired() implements HaproxyEvent {}
}
