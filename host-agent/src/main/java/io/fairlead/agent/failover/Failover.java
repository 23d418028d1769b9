package io.fairlead.agent.failover;

import io.fairlead.agent.channel.ChannelListener;
import io.fairlead.core.channel.AgentMessage.Handicapped;
import io.fairlead.core.channel.SidecarMessage;
import io.fairlead.core.director.Director;
import io.fairlead.core.director.DirectorEvent;
import io.fairlead.core.director.DirectorState;
import io.fairlead.core.director.DirectorTransition;
import io.fairlead.core.director.DirectorView;
import io.fairlead.core.director.Fitness;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Service;
import io.fairlead.core.vrrp.Overheard;
import io.fairlead.linux.process.Pidfd;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs the director on the loop's thread.
 *
 * <pre>
 *  channel: connected, reported ─┐
 *  members: died, frozen ────────┼─► pending ─► Director.step ─► Executor ─► channel, members, engine
 *  bridge: advertisements ───────┤      ▲                            │
 *  other threads ─► inbox ───────┘      └────── FenceDone ───────────┘
 * </pre>
 *
 * An event that comes up while another one is being answered waits for its turn: decisions keep their order.
 */
public final class Failover implements ChannelListener {
    private final Director director;
    private final Queue<DirectorEvent> pending = new ArrayDeque<>();
    private final Queue<DirectorEvent> inbox = new ConcurrentLinkedQueue<>();
    private final Heartbeats heartbeats;
    private DirectorState state = DirectorState.initial();
    private Model model = Model.EMPTY;
    private Executor executor;
    private Members members;
    private boolean stepping;
    private DirectorState toldOf = state;
    private Map<String, Fitness> told = Map.of();

    public Failover(Director director, Heartbeats heartbeats) {
        this.director = director;
        this.heartbeats = heartbeats;
    }

    /** What it works with; before anything is heard. */
    public void connect(Members watched, Executor carriesOut) {
        this.members = watched;
        this.executor = carriesOut;
    }

    /** Any thread; heard when the loop fires next. The caller wakes the loop. */
    public void post(DirectorEvent event) {
        inbox.add(event);
    }

    /** What the containers are now. */
    public void follow(Model seen) {
        model = seen;
        heartbeats.follow(seen);
        members.bring(seen);
        hear(new DirectorEvent.ModelSeen(seen));
    }

    /** What the checks have against members, by container. */
    public void handicaps(Map<String, Handicapped> found) {
        executor.handicaps().bring(found);
    }

    /** The director hears this now, or after what it is hearing. */
    public void hear(DirectorEvent event) {
        pending.add(event);
        if (stepping) {
            return;
        }
        stepping = true;
        try {
            for (DirectorEvent next = pending.poll(); next != null; next = pending.poll()) {
                step(next);
            }
        } finally {
            stepping = false;
        }
    }

    private void step(DirectorEvent event) {
        DirectorTransition transition = director.step(state, event, System.nanoTime());
        state = transition.state();
        transition.decisions().forEach(executor::carryOut);
    }

    /** An advertisement on a bridge. */
    public void overheard(Overheard overheard) {
        for (Service service : model.services()) {
            if (overheard.advertisement().addresses().contains(service.vip())) {
                hear(new DirectorEvent.AdvertisementSeen(
                        service.name(),
                        overheard.source(),
                        overheard.advertisement().priority()));
            }
        }
    }

    @Override
    public void connected(String member, Pidfd sidecar) {
        members.sidecarConnected(member, sidecar);
        heartbeats.heard(member, System.nanoTime());
        hear(new DirectorEvent.Connected(member));
        executor.handicaps().connected(member);
    }

    @Override
    public void reported(String member, SidecarMessage.Report report) {
        heartbeats.heard(member, System.nanoTime());
        executor.reported(member, report);
        hear(new DirectorEvent.Reported(member, report));
        members.heard(member);
    }

    @Override
    public void disconnected(String member) {
        heartbeats.ended(member);
        members.channelEnded(member);
        hear(new DirectorEvent.Disconnected(member));
    }

    /** When {@link #fire} is due next, on System.nanoTime. */
    public long deadlineNanos() {
        return inbox.isEmpty() ? Math.min(state.deadlineNanos(), heartbeats.deadlineNanos()) : Long.MIN_VALUE;
    }

    /** What is due by now. */
    public void fire(long nowNanos) {
        for (DirectorEvent event = inbox.poll(); event != null; event = inbox.poll()) {
            hear(event);
        }
        heartbeats.fire(nowNanos, members::overdue);
        if (state.deadlineNanos() <= nowNanos) {
            hear(new DirectorEvent.TimerFired());
        }
    }

    /**
     * Which members can take connections at their own addresses, by container.
     *
     * @return empty if that is still as it was at the last call
     */
    public Optional<Map<String, Fitness>> changedFitness() {
        if (state == toldOf) {
            return Optional.empty();
        }
        toldOf = state;
        Map<String, Fitness> now = Fitness.of(state);
        if (now.equals(told)) {
            return Optional.empty();
        }
        told = now;
        return Optional.of(now);
    }

    /** For the status. */
    public DirectorView view(long nowNanos) {
        return director.view(state, nowNanos);
    }
}
