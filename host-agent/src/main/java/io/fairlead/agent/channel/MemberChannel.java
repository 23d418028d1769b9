package io.fairlead.agent.channel;

import io.fairlead.core.channel.AgentMessage;

/** A way to speak to the members' sidecars. The loop's thread. */
public interface MemberChannel {
    /**
     * Hands a message to the kernel; never waits. A sidecar that has stopped reading for long is disconnected by it, and the
     * listener told so before this returns.
     *
     * @param member the container's id
     * @return whether the kernel took it; false also where that member is not connected
     */
    boolean send(String member, AgentMessage message);

    /** Whether a sidecar speaks for this member now. */
    boolean isConnected(String member);
}
