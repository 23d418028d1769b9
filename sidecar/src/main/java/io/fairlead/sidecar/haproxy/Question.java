package io.fairlead.sidecar.haproxy;

import io.fairlead.core.health.CheckResult;
import java.util.Optional;

/** Something asked of HAProxy, on the loop's thread, which goes on meanwhile. */
interface Question {
    /** Asks; an earlier one that is still open is dropped. Silence from {@code limitNanos} on is a failure. */
    void ask(long nowNanos, long limitNanos);

    /** Empty while it is open. */
    Optional<CheckResult> result();

    /** When {@link #look} is due at the latest, on System.nanoTime. */
    long deadlineNanos();

    /** Looks whether there is an answer, or none any more. */
    void look(long nowNanos);

    /** Closes what is open. */
    void drop();
}
