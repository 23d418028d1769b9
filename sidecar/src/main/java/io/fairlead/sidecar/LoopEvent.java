package io.fairlead.sidecar;

import io.fairlead.linux.process.Signal;
import io.fairlead.sidecar.haproxy.HaproxyEvent;

/** What other threads tell the loop. */
sealed interface LoopEvent {
    /** From HAProxy's processes. */
    record Haproxy(HaproxyEvent event) implements LoopEvent {}

    /** From the JVM's signal dispatcher. */
    record Signalled(Signal signal) implements LoopEvent {}
}
