package io.fairlead.agent.member;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the members are plugged into the host's bridges, as it was seen last. One thread. */
final class MemberPorts {
    private final Map<Integer, String> members = new HashMap<>();
    private final Map<Claim, MacAddress> macs = new HashMap<>();

    /** An address that a member has, or may have. */
    private record Claim(String member, IpAddress vip) {}

    void clear() {
        members.clear();
        macs.clear();
    }

    /** The port by which {@code member} would have {@code vip}. */
    void add(String member, IpAddress vip, MemberNetwork.Port port) {
        port.hostEnd().ifPresent(ifindex -> members.put(ifindex, member));
        macs.put(new Claim(member, vip), port.mac());
    }

    void remove(String member) {
        members.values().removeIf(member::equals);
        macs.keySet().removeIf(claim -> claim.member().equals(member));
    }

    /** By the index of the link that is the host's end. */
    Map<Integer, String> members() {
        return Collections.unmodifiableMap(members);
    }

    /** That of the member's end. */
    Optional<MacAddress> mac(String member, IpAddress vip) {
        return Optional.ofNullable(macs.get(new Claim(member, vip)));
    }
}
