package io.fairlead.sidecar;

import io.fairlead.core.health.Health;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.linux.vrrp.RouterCounters;
import java.util.List;

/**
 * How this container's service is, as of a moment; for all who only look.
 *
 * @param asOfNanos when the loop said so, on System.nanoTime
 * @param word healthy, unhealthy, starting or stopping
 * @param summary more words for people, one line
 * @param ready whether HAProxy is healthy and every virtual router takes part, with addresses that no stranger has
 * @param restarts of HAProxy after its death
 */
public record Status(
        long asOfNanos,
        String word,
        String summary,
        boolean ready,
        Health health,
        long restarts,
        List<Router> routers,
        AgentStatus agent) {
    /** Before the loop's first turn. */
    public static final Status STARTING = new Status(
            System.nanoTime(), "starting", "", false, Health.WITHOUT_CHECKS, 0, List.of(), AgentStatus.ALONE);

    public Status {
        routers = List.copyOf(routers);
    }

    /** One virtual router. */
    public record Router(
            String interfaceName, VirtualRouterConfig config, VirtualRouterState state, RouterCounters counters) {}

    /** The name of a state as RFC 9568 has it. */
    public static String nameOf(VirtualRouterState state) {
        return switch (state) {
            case VirtualRouterState.Initialize _ -> "Initialize";
            case VirtualRouterState.Backup _ -> "Backup";
            case VirtualRouterState.Active _ -> "Active";
            case VirtualRouterState.Resigning _ -> "Resigning";
        };
    }
}
