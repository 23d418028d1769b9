package io.fairlead.core.model;

import io.fairlead.core.check.MemberCheck;
import io.fairlead.core.check.ServiceChecks;
import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * A container VIP with those that may hold it, and the LAN VIP that leads to it, if any.
 *
 * @param checks of the real servers to which the LAN VIP leads
 * @param vipCheck of the members' right to hold the container VIP
 */
public record Service(
        String name,
        IpAddress vip,
        Segment segment,
        List<Member> members,
        Optional<LanSide> lan,
        ServiceChecks checks,
        Optional<MemberCheck> vipCheck) {
    public Service {
        members = List.copyOf(members);
    }

    /** Whether clients on the LAN are led to the members' own addresses. */
    public boolean leadsToMembers() {
        return lan.filter(side -> side.balancing().targets() instanceof Targets.Members)
                .isPresent();
    }

    /** One in which nothing is checked. */
    public Service(String name, IpAddress vip, Segment segment, List<Member> members, Optional<LanSide> lan) {
        this(name, vip, segment, members, lan, ServiceChecks.NONE, Optional.empty());
    }
}
