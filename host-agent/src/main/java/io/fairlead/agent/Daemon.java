package io.fairlead.agent;

import io.fairlead.agent.channel.ChannelServer;
import io.fairlead.agent.check.Checks;
import io.fairlead.agent.config.AgentConfig;
import io.fairlead.agent.docker.DockerEngine;
import io.fairlead.agent.docker.EngineEvent;
import io.fairlead.agent.docker.EngineSocket;
import io.fairlead.agent.docker.EngineWatch;
import io.fairlead.agent.failover.Executor;
import io.fairlead.agent.failover.Failover;
import io.fairlead.agent.failover.Heartbeats;
import io.fairlead.agent.failover.Rehearsal;
import io.fairlead.agent.forwarding.KernelForwarding;
import io.fairlead.agent.lan.HostInterfaces;
import io.fairlead.agent.lan.LanRouter;
import io.fairlead.agent.lan.LanRouters;
import io.fairlead.agent.lan.OwnedAddresses;
import io.fairlead.agent.member.MemberWatch;
import io.fairlead.agent.restart.Hands;
import io.fairlead.agent.restart.Restarts;
import io.fairlead.agent.status.StatusServer;
import io.fairlead.core.director.Director;
import io.fairlead.core.director.DirectorConfig;
import io.fairlead.core.restart.RestartEvent;
import io.fairlead.core.restart.Restarter;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.linux.cgroup.ContainerId;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.process.RealTime;
import io.fairlead.linux.process.Signal;
import io.fairlead.linux.process.Signals;
import io.fairlead.linux.vrrp.Leftovers;
import io.fairlead.linux.vrrp.VrrpRouterDriver;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The agent as a process: puts the parts together, runs the loop, and takes leave. */
public final class Daemon {
    private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

    /** Low among the real-time ones: above all ordinary threads is enough. */
    private static final int REAL_TIME_PRIORITY = 10;

    private static final long LAST_WISH_MILLIS = 10_000;
    /** EX_TEMPFAIL of sysexits.h: it wants to be started again. */
    private static final int AGAIN = 75;

    private final AgentConfig config;
    private final Failover failover = new Failover(
            new Director(DirectorConfig.DEFAULT), new Heartbeats(Duration.ofMillis(ChannelServer.HEARTBEAT_MILLIS)));
    private final AtomicBoolean again = new AtomicBoolean();
    private final Poller poller = Poller.open();
    private final Restarts restarts;
    private final Loop loop;
    private final OwnedAddresses addresses;

    private Daemon(AgentConfig config, HeldAppender log) {
        this.config = config;
        this.addresses = OwnedAddresses.read(config.addressesFile());
        this.restarts = new Restarts(
                new Restarter(config.restart().rules()),
                new Hands(
                        () -> DockerEngine.connect(
                                config.docker().host(), config.restart().timeLimit()),
                        config.restart().timeLimit(),
                        this::restartAnswered));
        this.loop = new Loop(
                new Agent(config.lanDefaults(), config.services()),
                failover,
                restarts,
                poller,
                log,
                Version.text(),
                config.forwarding().checkInterval());
    }

    /**
     * Runs until a signal ends it.
     *
     * @return the exit code: 0, or {@link #AGAIN}
     * @throws UserError if it cannot begin; nothing was changed then
     */
    public static int run(AgentConfig config) throws InterruptedException {
        HeldAppender log = Logging.start(config.logLevel());
        Startup.requireCapabilities();
        DockerEngine.requireReachable(config.docker().host());
        Daemon daemon = new Daemon(config, log);
        daemon.run();
        return daemon.again.get() ? AGAIN : 0;
    }

    private void run() throws InterruptedException {
        BlockingQueue<EngineEvent> early = new LinkedBlockingQueue<>();
        EngineGate gate = new EngineGate(early);
        try (var _ = StatusServer.start(
                        config.status().socket(), config.status().http(), loop);
                var _ = EngineWatch.start(
                        () -> DockerEngine.connect(config.docker().host()),
                        () -> HostInterfaces.read(addresses::isOurs),
                        new EngineWatch.Settings(
                                config.docker().resyncInterval(),
                                config.docker().patience()),
                        new SocketWatch(
                                new EngineSocket(config.docker().host())::state,
                                ContainerId.ofProcess(ProcessHandle.current().pid()),
                                gate,
                                this::leave))) {
            EngineEvent.Seen first = Startup.firstAnswer(early, config);
            followSignals();
            LOG.info("Fairlead {} on {}", Version.text(), first.engine());
            serve(first, gate);
        } finally {
            poller.close();
        }
    }

    private void leave() {
        again.set(true);
        loop.stop();
    }

    private void restartAnswered(RestartEvent event) {
        restarts.post(event);
        poller.wakeUp();
    }

    private void serve(EngineEvent.Seen first, EngineGate gate) {
        ForwardingWorker forwarding = ForwardingWorker.start(
                () -> KernelForwarding.open(config.forwardingSettings()),
                (desired, status) -> loop.enqueue(new AgentEvent.ForwardingApplied(desired, status)));
        LanRouters routers = new LanRouters(
                config.lan(),
                (router, name, notices) -> VrrpRouterDriver.open(router, name, Leftovers.ADOPT, notices),
                poller,
                Daemon::say);
        Checks checks = new Checks(config.checks(), health -> loop.enqueue(new AgentEvent.HealthSeen(health)));
        ActionExecutor executor = new ActionExecutor(routers, addresses, forwarding, checks, failover::handicaps);
        try (checks;
                MemberWatch members = new MemberWatch(poller, failover::hear);
                ChannelServer channel = ChannelServer.open(config.channelSocket(), poller, failover)) {
            failover.connect(members, new Executor(channel, members));
            members.guard(config.guard(), "guard = off");
            gate.open(loop, first);
            Thread.ofPlatform().name("late start").daemon().start(Daemon::startLate);
            loop.run(routers, executor, channel, members, checks);
        }
        if (loop.isReleased()) {
            LOG.info("stopping; nothing is held or forwarded");
        } else if (config.lan().releaseOnStop() && !again.get()) {
            loop.step(new AgentEvent.ReleaseAsked(), executor);
        } else {
            LOG.info("stopping; addresses and forwarding stay in the kernel for the next start");
        }
        routers.leaveAll();
        forwarding.finish(LAST_WISH_MILLIS);
    }

    /** What the first failover may have to do without. Real time comes last: the rehearsal is work that others may interrupt. */
    private static void startLate() {
        Rehearsal.play(new Director(DirectorConfig.DEFAULT), Rehearsal.ROUNDS);
        RealTime.request(REAL_TIME_PRIORITY).words().forEach(LOG::info);
    }

    private void followSignals() {
        Map<Signal, String> refused = Signals.deliver(Set.of(Signal.TERM, Signal.INT, Signal.HUP), signal -> {
            if (signal == Signal.HUP) {
                LOG.warn("SIGHUP: settings are read at the start only; a restart changes nothing in the kernel");
            } else {
                loop.stop();
            }
        });
        refused.forEach((signal, why) -> LOG.warn("cannot handle SIG{}: {}", signal, why));
    }

    private static void say(LanRouter router, Notice notice) {
        String address = router.address().address().toString();
        if (notice.kind() == Notice.Kind.STATE_CHANGED) {
            LOG.info("{}: {}", address, notice.text());
        } else {
            LOG.warn("{}: {}", address, notice.text());
        }
    }
}
