package io.fairlead.agent.member;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import io.fairlead.linux.ffi.KernelException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The host's own neighbour entries of the addresses, from one holder to the next. One thread. */
final class HostNeighbours {
    private static final Logger LOG = LoggerFactory.getLogger(HostNeighbours.class);

    private final HostSide host;

    /** Addresses that nobody has; the next holder is on its way. */
    private final Set<IpAddress> awaited = new HashSet<>();

    HostNeighbours(HostSide host) {
        this.host = host;
    }

    /** Once for each change of the holder: what waits already would be lost the second time. */
    void awaitHolder(String bridge, IpAddress vip) {
        if (awaited.add(vip)) {
            try {
                host.forgetNeighbour(bridge, vip);
            } catch (KernelException e) {
                LOG.debug("the host's neighbour entry of {}: {}", vip, e.getMessage());
            }
        }
    }

    /** The entry becomes the holder's, where both are known. */
    void point(Optional<String> bridge, IpAddress vip, Optional<MacAddress> holder) {
        awaited.remove(vip);
        if (bridge.isPresent() && holder.isPresent()) {
            try {
                host.pointNeighbour(bridge.get(), vip, holder.get());
            } catch (KernelException e) {
                LOG.warn("the host's neighbour entry of {}: {}", vip, e.getMessage());
            }
        }
    }
}
