package io.fairlead.core.vrrp;

import io.fairlead.core.net.IpAddress;
import java.util.List;

/**
 * The state machine of RFC 9568 section 6.4 as a pure function.
 *
 * @param primaryAddress the address that our advertisements come from: breaks ties (V36)
 */
public record VirtualRouter(VirtualRouterConfig config, IpAddress primaryAddress) {
    /** The next state and the ordered actions; {@code nowNanos} is of one monotonic clock. */
    public Transition step(VirtualRouterState state, Event event, long nowNanos) {
        return new Transition(state, List.of());
    }
}
