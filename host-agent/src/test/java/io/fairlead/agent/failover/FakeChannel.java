package io.fairlead.agent.failover;

import io.fairlead.agent.channel.MemberChannel;
import io.fairlead.core.channel.AgentMessage;
import java.util.List;

/** Notes what is sent. */
record FakeChannel(List<String> told) implements MemberChannel {
    @Override
    public boolean send(String member, AgentMessage message) {
        told.add(message.getClass().getSimpleName() + " to " + member);
        return true;
    }

    @Override
    public boolean isConnected(String member) {
        return true;
    }
}
