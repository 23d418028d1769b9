package io.fairlead.agent.lan;

import io.fairlead.linux.vrrp.RouterCounters;
import java.util.Optional;

/**
 * How a virtual router is.
 *
 * @param trouble why it does not take part, in words
 * @param counters empty if it could not be opened
 */
public record RouterReport(LanRouter router, State state, Optional<String> trouble, Optional<RouterCounters> counters) {
    /** RFC 9568's states; while resigning a router still holds its address. */
    public enum State {
        INITIALIZE,
        BACKUP,
        ACTIVE,
        RESIGNING
    }
}
