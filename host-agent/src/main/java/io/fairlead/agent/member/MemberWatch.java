package io.fairlead.agent.member;

import io.fairlead.agent.failover.Members;
import io.fairlead.core.director.Decision;
import io.fairlead.core.director.DirectorEvent;
import io.fairlead.core.model.Model;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.process.Pidfd;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Holds of each member what is needed to see it die or freeze and to act in its network namespace at once: pidfds, a
 * netlink socket inside the namespace, the freezer's state. The loop's thread; nothing in here waits for the engine.
 */
public final class MemberWatch implements Members, AutoCloseable {
    /** Registers with {@code poller}; hands what it sees to {@code events}, from inside a poll, {@link #fire} or a call. */
    public MemberWatch(Poller poller, Consumer<DirectorEvent> events) {}

    /** Watches exactly the members of this model, anew where a container has another first process. */
    @Override
    public void bring(Model model) {}

    /** A member's sidecar has connected; its death is watched from now on. Takes over {@code sidecar}. */
    @Override
    public void sidecarConnected(String member, Pidfd sidecar) {
        sidecar.close();
    }

    /** These hold an address, or are about to: their freezer is looked at often where the kernel does not tell. */
    @Override
    public void holders(Set<String> members) {}

    /** Whether heartbeats of the member are missing: then it is also looked at whether its processes are stopped. */
    @Override
    public void overdue(String member, boolean missing) {}

    /** When {@link #fire} is due next, on System.nanoTime, or Long.MAX_VALUE. */
    public long deadlineNanos() {
        return Long.MAX_VALUE;
    }

    /** What is due by now, and what was finished by other threads. */
    public void fire(long nowNanos) {}

    /** Takes the address out of the member's namespace; {@link DirectorEvent.FenceDone} is handed out before this returns. */
    @Override
    public void fence(Decision.Fence fence) {}

    /** The host's own neighbour entry for the address becomes this member's. */
    @Override
    public void pointNeighbour(Decision.PointNeighbour decision) {}

    /**
     * Relays on a thread of its own, since rules take milliseconds to load.
     *
     * @param whenSettled run on the loop's thread, inside {@link #fire}, at most a second later: the relay stands, or
     *     there is none (said in the log). What must come after it, Promote, waits for this.
     */
    @Override
    public void relay(Decision.Relay relay, Runnable whenSettled) {}

    /** Removes the relay's rules, if there are any. */
    @Override
    public void endRelay(Decision.EndRelay end) {}

    /** Lets go of everything; namespaces stay as they are. */
    @Override
    public void close() {}
}
