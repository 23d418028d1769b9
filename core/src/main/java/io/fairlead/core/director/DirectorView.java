package io.fairlead.core.director;

import io.fairlead.core.channel.Role;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.Optional;

/** The director's state in words, for the status; members by their names. */
public record DirectorView(List<ServiceView> services) {
    public DirectorView {
        services = List.copyOf(services);
    }

    /**
     * One service.
     *
     * @param holder the name of the member that serves the address, as far as is known
     * @param situation one line: what is going on
     * @param decisions the latest ones about it, oldest first
     */
    public record ServiceView(
            String service,
            IpAddress vip,
            Optional<String> holder,
            String situation,
            List<MemberView> members,
            List<SaidView> decisions) {
        public ServiceView {
            members = List.copyOf(members);
            decisions = List.copyOf(decisions);
        }
    }

    /**
     * One member.
     *
     * @param id of its container
     * @param role as it last reported; empty: it never did in its present life
     * @param health of its HAProxy, as it last reported
     * @param priority as it last reported, or 0
     * @param connected its sidecar is on the channel
     * @param frozen it executes nothing at the moment
     * @param alive neither its sidecar nor its container is known to be dead
     * @param silentNanos since the latest report of a connected sidecar; 0: not connected, or none yet
     * @param why in words: may it be promoted, may it still have the address
     */
    public record MemberView(
            String id,
            String name,
            Optional<Role> role,
            Verdict health,
            int priority,
            boolean connected,
            boolean frozen,
            boolean alive,
            long silentNanos,
            String why) {}

    /**
     * A decision.
     *
     * @param agoNanos before the moment of the view
     * @param what its kind: Fence, Promote, …
     * @param member whom it is about; empty for a notice
     */
    public record SaidView(long agoNanos, String what, Optional<String> member, String reason) {}
}
