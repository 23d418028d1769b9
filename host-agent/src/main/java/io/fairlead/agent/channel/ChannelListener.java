package io.fairlead.agent.channel;

import io.fairlead.core.channel.SidecarMessage;
import io.fairlead.linux.process.Pidfd;

/** Hears what the members' sidecars say; on the loop's thread, inside a poll or {@link ChannelServer#fire}. */
public interface ChannelListener {
    /**
     * A process that the kernel proved to be in this member's container has said Hello. There is one connection a member: of
     * a former one {@link #disconnected} was told before.
     *
     * @param member the container's id
     * @param sidecar that very process, alive when it was looked at; the listener's to close
     */
    void connected(String member, Pidfd sidecar);

    /** Its latest report; of several that arrived together only the last. */
    void reported(String member, SidecarMessage.Report report);

    /** The connection has ended, for whatever reason; the process may live.. */
    void disconnected(String member);
}
