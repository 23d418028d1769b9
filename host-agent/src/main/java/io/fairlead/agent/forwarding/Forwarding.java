package io.fairlead.agent.forwarding;

import io.fairlead.linux.ipvs.SyncDaemon;
import java.util.List;
import java.util.Set;

/**
 * Makes this host forward, and keeps it so: what the kernel has is compared with what it should have, and only the
 * difference is written. What others made is never touched; what an earlier life of this agent made is adopted (P31).
 *
 * <p>Owned by one thread, which is not the loop's: loading a kernel module may take seconds.
 */
public interface Forwarding extends AutoCloseable {
    /**
     * Brings the kernel to exactly these services, as far as they are ours; idempotent, and cheap when nothing differs,
     * so it is called again periodically to find what somebody else changed (sysctls, flushed tables: P25).
     *
     * @return how it is afterwards; what could not be done is in {@link ForwardingStatus#problems}, never thrown
     */
    ForwardingStatus apply(List<ForwardedService> desired);

    /**
     * Tells the hosts that share our LAN addresses of our connections (master), and hears of theirs (backup), if the
     * operator wants that; every {@link #apply} keeps it so. Never called: what runs goes on.
     */
    void share(Set<SyncDaemon.Role> roles);

    /** As of the latest {@link #apply}; before the first one the mode is {@link ForwardingStatus.Mode#NONE}. */
    ForwardingStatus status();

    /** Closes sockets. The kernel goes on forwarding: to give it up, {@code apply(List.of())} first. */
    @Override
    void close();
}
