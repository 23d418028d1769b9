package io.fairlead.core.restart;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the restarter hears. */
public sealed interface RestartEvent {
    /**
     * How all is now; also due when nothing has changed but the time.
     *
     * @param mayAct false: the engine does not answer, or an operator wants nothing done
     */
    record Looked(List<Subject> subjects, boolean mayAct) implements RestartEvent {
        public Looked {
            subjects = List.copyOf(subjects);
        }
    }

    /** Somebody stopped the container through the engine at {@code at} of its clock. */
    record Stopped(String container, Instant at) implements RestartEvent {}

    /** The one answer to an {@link Attempt}; {@code failure} empty: the engine has done it. */
    record Done(String container, Optional<String> failure) implements RestartEvent {}
}
