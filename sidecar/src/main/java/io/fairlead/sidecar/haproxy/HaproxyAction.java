package io.fairlead.sidecar.haproxy;

import io.fairlead.linux.process.Signal;

/** What must be done about HAProxy, in the order of the list. */
public sealed interface HaproxyAction {
    /** Start the master process; answered by Spawned and later Exited, or by NotSpawned. */
    record Spawn() implements HaproxyAction {}

    /** Run {@code haproxy -c}; answered by ConfigChecked. */
    record CheckConfig() implements HaproxyAction {}

    /** To the master process. */
    record Send(Signal signal) implements HaproxyAction {}

    /** SIGKILL to the master and all its workers: a stopped worker does not notice that its master is gone. */
    record Kill() implements HaproxyAction {}

    /** Tell the operator that all goes as planned. */
    record Inform(String text) implements HaproxyAction {}

    /** Tell the operator that it does not. */
    record Warn(String text) implements HaproxyAction {}
}
