package io.fairlead.agent.channel;

import io.fairlead.core.channel.AgentMessage;
import io.fairlead.core.model.Model;
import io.fairlead.linux.poll.Poller;
import java.nio.file.Path;

/** Listens for sidecars on a unix socket, on the agent's loop. */
public final class ChannelServer implements MemberChannel, AutoCloseable {
    private ChannelServer() {}

    /** Binds {@code socket}, replacing a stale one, and registers with {@code poller}. */
    public static ChannelServer open(Path socket, Poller poller, ChannelListener listener) {
        return new ChannelServer();
    }

    /** Whose members may speak from now on; those that are none any more are disconnected. */
    public void follow(Model model) {}

    @Override
    public boolean send(String member, AgentMessage message) {
        return false;
    }

    @Override
    public boolean isConnected(String member) {
        return false;
    }

    /** When {@link #fire} is due next, on System.nanoTime, or Long.MAX_VALUE. */
    public long deadlineNanos() {
        return Long.MAX_VALUE;
    }

    /** What is due by now. */
    public void fire(long nowNanos) {}

    /** Disconnects everybody, without telling the listener. */
    @Override
    public void close() {}
}
