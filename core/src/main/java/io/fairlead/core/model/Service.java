package io.fairlead.core.model;

import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.Optional;

/** A container VIP with those that may hold it, and the LAN VIP that leads to it, if any. */
public record Service(String name, IpAddress vip, Segment segment, List<Member> members, Optional<LanSide> lan) {
    public Service {
        members = List.copyOf(members);
    }
}
