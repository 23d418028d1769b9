package io.fairlead.core.model;

import io.fairlead.core.net.IpAddress;
import java.util.List;

/**
 * A container that may hold a container VIP.
 *
 * @param addresses its own ones on the VIP's network, none while stopped
 * @param pid of its first process, as the host counts: another one after each start; 0: none or not known
 * @param weight as a target, 0–65535
 * @param restart it shall be restarted when it fails
 */
public record Member(
        String containerId,
        String name,
        Container.State state,
        List<IpAddress> addresses,
        long pid,
        boolean restart,
        int weight) {
    public Member {
        addresses = List.copyOf(addresses);
    }

    /** One whose process is not known. */
    public Member(String containerId, String name, Container.State state, List<IpAddress> addresses) {
        this(containerId, name, state, addresses, 0, false, 1);
    }

    /** One that is not restarted. */
    public Member(String containerId, String name, Container.State state, List<IpAddress> addresses, long pid) {
        this(containerId, name, state, addresses, pid, false, 1);
    }

    /** One of weight 1. */
    public Member(
            String containerId,
            String name,
            Container.State state,
            List<IpAddress> addresses,
            long pid,
            boolean restart) {
        this(containerId, name, state, addresses, pid, restart, 1);
    }
}
