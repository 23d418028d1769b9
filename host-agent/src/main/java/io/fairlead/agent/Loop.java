package io.fairlead.agent;

import io.fairlead.agent.channel.ChannelServer;
import io.fairlead.agent.check.CheckReport;
import io.fairlead.agent.check.Checks;
import io.fairlead.agent.failover.Failover;
import io.fairlead.agent.lan.LanRouters;
import io.fairlead.agent.lan.RouterReport;
import io.fairlead.agent.member.MemberWatch;
import io.fairlead.agent.observe.BridgeListeners;
import io.fairlead.agent.observe.BridgeListeners.Bridge;
import io.fairlead.agent.observe.Sightings;
import io.fairlead.agent.restart.Restarts;
import io.fairlead.agent.status.Published;
import io.fairlead.agent.status.Reporter;
import io.fairlead.agent.status.StatusSource;
import io.fairlead.core.director.DirectorEvent;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Model;
import io.fairlead.core.restart.RestartEvent;
import io.fairlead.core.vrrp.Overheard;
import io.fairlead.linux.poll.Poller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Collectors;

/**
 * The one thread that owns the agent's state.
 *
 * <pre>
 *  engine watch ───┐
 *  forwarding ─────┼─► bounded queue ─► loop ─► Agent.step ─► ActionExecutor ─┬─► LAN routers (here)
 *  status server ──┤       wakeUp        │ ▲                                  └─► forwarding worker ─┐
 *  signals ────────┘                     │ └── poll: sockets, timers ► Failover, Restarts              │
 *        ▲                               └──► published report ◄── status server reads it            │
 *        └────────────────────────────────────────────────────────────────────────────────────────────┘
 * </pre>
 */
final class Loop implements StatusSource {
    /** Snapshots of the engine and answers of forwarding: a few are waiting at most, unless the loop hangs. */
    private static final int LONGEST_QUEUE = 64;

    /** A third of the age at which a report counts as stale. */
    private static final long PUBLISH_NANOS = Duration.ofSeconds(1).toNanos();

    private final BlockingQueue<AgentEvent> queue = new ArrayBlockingQueue<>(LONGEST_QUEUE);
    private final Agent agent;
    private final Poller poller;
    private final HeldAppender log;
    private final String version;
    private final long checkNanos;
    private final Sightings sightings = new Sightings();
    private final BridgeListeners listeners;
    private final Failover failover;
    private final Restarts restarts;
    private AgentState state = AgentState.INITIAL;
    private volatile Optional<Published> published = Optional.empty();
    private volatile boolean stopping;

    /** Opens nothing but the listeners' sockets, and these in {@link #run}. */
    Loop(
            Agent agent,
            Failover failover,
            Restarts restarts,
            Poller poller,
            HeldAppender log,
            String version,
            Duration checkInterval) {
        this.agent = agent;
        this.failover = failover;
        this.restarts = restarts;
        this.poller = poller;
        this.log = log;
        this.version = version;
        this.checkNanos = checkInterval.toNanos();
        this.listeners = new BridgeListeners(poller, this::heard);
    }

    /** Any thread but the loop's; waits while the queue is full. */
    void enqueue(AgentEvent event) {
        try {
            queue.put(event);
            if (!stopping) {
                poller.wakeUp();
            }
        } catch (InterruptedException e) {
            // The sender is being stopped, and what it had to say with it.
            Thread.currentThread().interrupt();
        }
    }

    /** Ends {@link #run} soon. Any thread. */
    void stop() {
        stopping = true;
        poller.wakeUp();
    }

    @Override
    public void release() {
        enqueue(new AgentEvent.ReleaseAsked());
    }

    @Override
    public void move(String service, Optional<String> to) {
        failover.post(new DirectorEvent.MoveAsked(service, to));
        poller.wakeUp();
    }

    @Override
    public Optional<Published> latest() {
        return published;
    }

    /** Runs until {@link #stop}. */
    void run(LanRouters routers, ActionExecutor executor, ChannelServer channel, MemberWatch members, Checks checks) {
        log.hold();
        try {
            turns(routers, executor, channel, members, checks);
        } finally {
            log.letGo();
        }
        listeners.closeAll();
    }

    private void turns(
            LanRouters routers, ActionExecutor executor, ChannelServer channel, MemberWatch members, Checks checks) {
        long nextCheck = System.nanoTime() + checkNanos;
        long nextReport = System.nanoTime();
        while (!stopping) {
            log.release();
            poller.poll(Math.min(
                    Math.min(routers.deadlineNanos(), Math.min(nextCheck, nextReport)),
                    Math.min(
                            Math.min(failover.deadlineNanos(), restarts.deadlineNanos()),
                            Math.min(channel.deadlineNanos(), members.deadlineNanos()))));
            long now = System.nanoTime();
            members.fire(now);
            channel.fire(now);
            failover.fire(now);
            boolean changed = drain(executor, channel, members);
            now = System.nanoTime();
            routers.fire(now);
            failover.changedFitness().ifPresent(fitness -> step(new AgentEvent.MembersSeen(fitness), executor));
            if (now >= nextCheck) {
                nextCheck = now + checkNanos;
                step(new AgentEvent.CheckDue(), executor);
                routers.retry(now);
                listen();
            }
            boolean restartDue = now >= restarts.deadlineNanos();
            if (changed || restartDue || now >= nextReport) {
                nextReport = now + PUBLISH_NANOS;
                boolean mayAct = state.engineLost().isEmpty() && !state.released();
                restarts.look(state.model(), failover.view(now), mayAct, now);
                publish(routers, executor, members, channel, checks);
            }
        }
    }

    private boolean drain(ActionExecutor executor, ChannelServer channel, MemberWatch members) {
        boolean changed = false;
        Model before = state.model();
        for (AgentEvent event = queue.poll(); event != null; event = queue.poll()) {
            step(event, executor);
            if (event instanceof AgentEvent.ContainerStopped stop) {
                restarts.post(new RestartEvent.Stopped(stop.container(), stop.at()));
            }
            if (event instanceof AgentEvent.EngineSeen seen) {
                restarts.follow(seen.observed().containers());
                members.names(seen.observed().containers().stream()
                        .collect(Collectors.toMap(Container::id, Container::name, (a, _) -> a)));
            }
            changed = true;
        }
        if (changed) {
            listen();
        }
        if (state.released()) {
            members.guard(false, "released by an operator");
        }
        if (!state.model().equals(before)) {
            channel.follow(state.model());
            failover.follow(state.model());
        }
        return changed;
    }

    /** One event, its decision and its actions; also for what the program itself wants to happen. */
    void step(AgentEvent event, ActionExecutor executor) {
        AgentTransition transition = agent.step(state, event, System.nanoTime());
        state = transition.state();
        transition.actions().forEach(executor::carryOut);
    }

    boolean isReleased() {
        return state.released();
    }

    private void heard(Overheard overheard) {
        sightings.heard(overheard, System.nanoTime());
        failover.overheard(overheard);
    }

    private void listen() {
        Set<Bridge> bridges = state.model().services().stream()
                .flatMap(service -> service.segment().bridge().stream().map(name -> new Bridge(name, service.vip())))
                .collect(Collectors.toSet());
        listeners.bring(bridges);
    }

    private void publish(
            LanRouters routers, ActionExecutor executor, MemberWatch members, ChannelServer channel, Checks checks) {
        long now = System.nanoTime();
        List<RouterReport> reports = routers.reports();
        executor.shareConnections(reports);
        CheckReport checked = checks.report();
        Reporter reporter = new Reporter(
                version,
                state,
                reports,
                sightings,
                listeners::deafness,
                failover.view(now),
                restarts.view(now),
                members.guardView(),
                checked.views(),
                Instant.now(),
                now);
        published = Optional.of(new Published(reporter.report(), reports, channel.counters(), checked.lateness(), now));
    }
}
