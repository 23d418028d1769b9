package io.fairlead.core.channel;

import io.fairlead.core.health.Verdict;
import java.util.List;

/** From a sidecar to the agent. */
public sealed interface SidecarMessage {
    /**
     * The first one on every connection.
     *
     * @param version of the sidecar, for people
     */
    record Hello(int protocol, String version) implements SidecarMessage {}

    /**
     * All that the agent needs to know, whole: sent after Hello, at every change, and as a heartbeat. The latest one
     * counts.
     *
     * @param health of the HAProxy in this container
     * @param reason of the health, in words
     * @param stopping this container was asked to stop: it wants no address any more
     */
    record Report(List<RouterReport> routers, Verdict health, String reason, boolean stopping)
            implements SidecarMessage {
        public Report {
            routers = List.copyOf(routers);
        }
    }
}
