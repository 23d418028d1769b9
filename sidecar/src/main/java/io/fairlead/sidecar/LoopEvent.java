package io.fairlead.sidecar;

import io.fairlead.linux.process.Signal;
import io.fairlead.sidecar.haproxy.HaproxyEvent;
import io.fairlead.sidecar.haproxy.Round;

/** What other threads tell the loop. */
sealed interface LoopEvent {
    /** From the threads that wait for HAProxy's processes. */
    record Haproxy(HaproxyEvent event) implements LoopEvent {}

    /** From the thread that checks HAProxy. */
    record Checked(Round round) implements LoopEvent {}

    /** From the JVM's signal dispatcher. */
    record Signalled(Signal signal) implements LoopEvent {}
}
