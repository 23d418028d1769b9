package io.fairlead.sidecar;

import io.fairlead.core.health.Health;
import io.fairlead.sidecar.haproxy.HaproxyEvent;

/** The HAProxy behind the address, whoever runs it. The loop's thread. */
interface Service {
    void start(long nowNanos);

    Health health();

    /** Something happened to its process. */
    void handle(HaproxyEvent event, long nowNanos);

    /** When {@link #timerFired} is due next, on System.nanoTime, or Long.MAX_VALUE. */
    long deadlineNanos();

    void timerFired(long nowNanos);

    /** The operator wants its configuration read again. */
    void reload(long nowNanos);

    /** Ends it; from {@code hardNanos} on open connections do not count. */
    void stop(long hardNanos, long nowNanos);

    /** Whether, after {@link #stop}, there is nothing left to wait for. */
    boolean isEnded();

    /** How often it was started again. */
    long restarts();
}
