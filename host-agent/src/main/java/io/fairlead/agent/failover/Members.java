package io.fairlead.agent.failover;

import io.fairlead.core.director.Decision;
import io.fairlead.core.model.Model;
import io.fairlead.linux.process.Pidfd;
import java.util.Set;

/** What can be seen of the members, and done in their network namespaces, from outside. The loop's thread. */
public interface Members {
    /** Exactly these are watched from now on. */
    void bring(Model model);

    /** The death of this sidecar is watched; takes over {@code sidecar}. */
    void sidecarConnected(String member, Pidfd sidecar);

    /** The sidecar's channel has ended, for whatever reason. */
    void channelEnded(String member);

    /** The sidecar has reported. */
    void heard(String member);

    /** These have an address or are about to. */
    void holders(Set<String> members);

    /** Whether heartbeats of the member are missing. */
    void overdue(String member, boolean missing);

    /** Whether nothing in the member can act, or hear, any more. */
    boolean isDead(String member);

    /** Answered by FenceDone before this returns. */
    void fence(Decision.Fence fence);

    /** Nobody has the address, and one is about to: the host's packets wait for it instead of being lost. */
    void awaitHolder(Decision.Promote promote);

    /** The host's neighbour entry. */
    void pointNeighbour(Decision.PointNeighbour decision);

    /** Answered by RelayDone, later on. */
    void relay(Decision.Relay relay);

    /** Answered by RelayEnded, later on. */
    void endRelay(Decision.EndRelay end);
}
