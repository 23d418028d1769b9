package io.fairlead.agent.forwarding;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ipvs.SyncDaemon;
import java.util.Optional;

/**
 * How hosts that share LAN addresses tell each other of their IPVS connections.
 *
 * @param interfaceName to the other hosts
 * @param id 0–255; hosts with the same one belong together
 * @param group multicast
 * @param port UDP
 * @param ttl 1–255
 */
public record SyncSettings(String interfaceName, int id, IpAddress group, int port, int ttl) {
    SyncDaemon daemon(SyncDaemon.Role role) {
        return new SyncDaemon(role, interfaceName, id, 0, Optional.of(group), port, ttl);
    }
}
