package io.fairlead.sidecar;

import io.fairlead.core.channel.SidecarMessage;
import io.fairlead.core.health.Verdict;
import io.fairlead.linux.poll.Poller;
import java.time.Duration;

/**
 * The one thread that owns the sidecar's state.
 *
 * <pre>
 *  signals ───────────────┐
 *  HAProxy's processes ───┼─► EventQueue ─┐      ┌───────────────────────────────┐
 *  HAProxy's checks ──────┘   (bounded)   ├─────►│ events ─► timers ─► decide    ├─► Routers: sockets, addresses
 *  VRRP, ARP, netlink ──────► Poller ─────┤      │   ▲                     │     ├─► Service: HAProxy
 *  the agent, first of all ─► AgentLink ◄┘       │   └──── wait ◄──────────┘     ├─► Bulletin ─► HTTP, health file
 *                                                └───────────────────────────────┘
 * </pre>
 *
 * What it decides is short: the routers take part while HAProxy is healthy and nobody asked us to stop.
 */
final class Loop {
    /** What a router that hands over allows itself, and a little more: the agent's time, and as long for the others. */
    private static final Duration HAND_OVER_LIMIT =
            RouterSlot.ARRANGED_WITHIN.multipliedBy(2).plusMillis(100);

    /**
     * Where clients are led to the members' own addresses the agent takes some 20 ms, and on a loaded machine several times as
     * long, to lead them elsewhere: who comes meanwhile must not find the listener closed.
     */
    private static final Duration STAYS_OPEN = Duration.ofMillis(200);

    /** When HAProxy was ended the kernel may still have something to send for it. */
    private static final Duration LAST_OCTETS = Duration.ofMillis(500);

    private final Poller poller;
    private final EventQueue queue;
    private final Routers routers;
    private final Service service;
    private final Bulletin bulletin;
    private final AgentLink link;
    private final AgentOrders orders;
    private final Duration stopTimeout;
    private final Log log;
    private Phase phase = new Phase.Serving();
    private boolean takingPart;
    private boolean saidWhyNot;

    Loop(
            Poller poller,
            EventQueue queue,
            Routers routers,
            Service service,
            Bulletin bulletin,
            AgentLink link,
            Duration stopTimeout,
            Log log) {
        this.poller = poller;
        this.queue = queue;
        this.routers = routers;
        this.service = service;
        this.bulletin = bulletin;
        this.link = link;
        this.orders = new AgentOrders(routers, stopTimeout, log);
        this.stopTimeout = stopTimeout;
        this.log = log;
    }

    /** Runs until the service has ended. */
    void run() {
        log.hold();
        try {
            link.start(orders::carryOut, this::report, System.nanoTime());
            while (!(phase instanceof Phase.Ended)) {
                turn();
            }
            link.close();
            routers.close();
        } finally {
            log.letGo();
        }
    }

    private void turn() {
        long nowNanos = System.nanoTime();
        link.drain(nowNanos);
        link.timerFired(nowNanos);
        for (LoopEvent event = queue.poll(); event != null; event = queue.poll()) {
            handle(event, nowNanos);
        }
        routers.timerFired(nowNanos);
        service.timerFired(nowNanos);
        decide(nowNanos);
        routers.accompanied(link.isConnected(), nowNanos);
        if (link.isOpen()) {
            link.report(nowNanos);
        }
        if (bulletin.publish(phase, routers, service, agent(), System.nanoTime())) {
            routers.lookAtLateness(nowNanos);
        }
        log.release();
        if (!(phase instanceof Phase.Ended)) {
            poller.poll(Math.min(
                    Math.min(routers.deadlineNanos(), service.deadlineNanos()),
                    Math.min(phase.deadlineNanos(), Math.min(bulletin.deadlineNanos(), link.deadlineNanos()))));
        }
    }

    private SidecarMessage.Report report() {
        return Reports.of(phase, routers, service.health());
    }

    private AgentStatus agent() {
        return new AgentStatus(link.isConnected(), link.connections(), orders.promotions(), orders.ignored());
    }

    private void handle(LoopEvent event, long nowNanos) {
        switch (event) {
            case LoopEvent.Haproxy haproxy -> service.handle(haproxy.event(), nowNanos);
            case LoopEvent.Signalled signalled -> {
                switch (signalled.signal()) {
                    // USR1 is what the official HAProxy image names as its signal to stop.
                    case TERM, INT, USR1 -> stop(nowNanos);
                    case HUP, USR2 -> service.reload(nowNanos);
                    case KILL, STOP, CONT -> throw new AssertionError(signalled.signal() + " cannot be taken over");
                }
            }
        }
    }

    /** The first request hands the addresses over before HAProxy hears of it (P05, P16); the second does not wait. */
    private void stop(long nowNanos) {
        phase = switch (phase) {
            case Phase.Serving _ -> {
                log.info("stopping: handing the address over, then HAProxy has " + stopTimeout.toMillis()
                        + " ms for its connections");
                long hardNanos = nowNanos + stopTimeout.toNanos();
                routers.handOver(link.isConnected(), hardNanos + LAST_OCTETS.toNanos(), nowNanos);
                yield new Phase.HandingOver(
                        nowNanos + HAND_OVER_LIMIT.toNanos(),
                        hardNanos,
                        link.isConnected() ? nowNanos + STAYS_OPEN.toNanos() : Phase.HandingOver.CLOSED);
            }
            case Phase.HandingOver _, Phase.Draining _ -> {
                log.info("stopping at once");
                routers.leave(nowNanos);
                log.flush();
                service.stop(nowNanos, nowNanos);
                yield new Phase.Draining();
            }
            case Phase.Ended ended -> ended;
        };
    }

    private void decide(long nowNanos) {
        boolean healthy = service.health().verdict() == Verdict.HEALTHY;
        switch (phase) {
            case Phase.Serving _ -> follow(healthy, nowNanos);
            case Phase.HandingOver handing -> {
                Phase.HandingOver now = handing.at(nowNanos);
                phase = now;
                boolean over = handing.releaseNanos() <= nowNanos || !healthy;
                if (over || (!now.isOpen() && routers.areSettled(nowNanos))) {
                    routers.leaveUnsettled(nowNanos);
                    log.flush();
                    service.stop(handing.hardNanos(), nowNanos);
                    phase = new Phase.Draining();
                    decide(nowNanos);
                }
            }
            case Phase.Draining _ -> {
                if (service.isEnded() && routers.areFinished()) {
                    routers.leave(nowNanos);
                    log.info("stopped");
                    phase = new Phase.Ended();
                }
            }
            case Phase.Ended _ -> {}
        }
    }

    private void follow(boolean healthy, long nowNanos) {
        if (healthy && !takingPart) {
            log.info("HAProxy is healthy: taking part");
            routers.takePart(nowNanos);
        } else if (!healthy && takingPart) {
            routers.leave(nowNanos);
        }
        takingPart = healthy;
        sayWhyNot();
    }

    private void sayWhyNot() {
        boolean unhealthy = service.health().verdict() == Verdict.UNHEALTHY;
        if (unhealthy && !saidWhyNot) {
            log.warn("HAProxy is not healthy, so not taking part: "
                    + service.health().reason());
        }
        saidWhyNot = unhealthy;
    }
}
