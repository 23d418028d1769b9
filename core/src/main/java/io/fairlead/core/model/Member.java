package io.fairlead.core.model;

import io.fairlead.core.net.IpAddress;
import java.util.List;

/** A container that may hold a container VIP; {@code addresses} are its own ones on the VIP's network, none while stopped. */
public record Member(String containerId, String name, Container.State state, List<IpAddress> addresses) {
    public Member {
        addresses = List.copyOf(addresses);
    }
}
