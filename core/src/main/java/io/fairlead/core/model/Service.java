package io.fairlead.core.model;

import io.fairlead.core.check.ServiceChecks;
import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * A container VIP with those that may hold it, and the LAN VIP that leads to it, if any.
 *
 * @param checks of the real servers to which the LAN VIP leads
 */
public record Service(
        String name,
        IpAddress vip,
        Segment segment,
        List<Member> members,
        Optional<LanSide> lan,
        ServiceChecks checks) {
    public Service {
        members = List.copyOf(members);
    }

    /** One whose real servers are not checked. */
    public Service(String name, IpAddress vip, Segment segment, List<Member> members, Optional<LanSide> lan) {
        this(name, vip, segment, members, lan, ServiceChecks.NONE);
    }
}
