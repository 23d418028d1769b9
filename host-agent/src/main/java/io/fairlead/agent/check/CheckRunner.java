package io.fairlead.agent.check;

import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.health.DampedStanding;
import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.ServerHealth;
import io.fairlead.core.health.Verdict;
import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs all checks on one thread.
 *
 * <pre>
 *  agent's loop ── bring(targets) ─► thread of the checks ─► ServerWatch, one a server ─► runs
 *        ▲                                │        │
 *        └──── health, when it changed ───┘        └─ views, each half second ─► status
 * </pre>
 */
final class CheckRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CheckRunner.class);

    private static final long VIEW_MILLIS = 500;
    private static final long CLOSING_MILLIS = 1000;

    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("checks", true), NioIoHandler.newFactory());
    private final EventLoop loop = group.next();
    private final Consumer<Map<RealServer, ServerHealth>> told;
    private final Lateness lateness = new Lateness();
    private final Map<RealServer, ServerWatch> watches = new TreeMap<>();
    private final Runs runs;
    private final Future<?> looking;
    private boolean telling;
    private volatile CheckReport report = CheckReport.NOTHING;

    /** {@code told} gets the health of all servers when a verdict or a weight has changed, on the thread of the checks. */
    CheckRunner(CheckSurroundings surroundings, Consumer<Map<RealServer, ServerHealth>> told) {
        this.told = told;
        this.runs = new Runs(loop, surroundings);
        this.looking = loop.scheduleAtFixedRate(this::look, VIEW_MILLIS, VIEW_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Has exactly these checked; what is checked already goes on undisturbed. Any thread. */
    void bring(Collection<CheckTarget> targets) {
        Map<RealServer, CheckTarget> wanted = new LinkedHashMap<>();
        targets.forEach(target -> wanted.putIfAbsent(target.server(), target));
        loop.execute(() -> follow(wanted));
    }

    /** As of the latest look. Any thread. */
    CheckReport report() {
        return report;
    }

    private void follow(Map<RealServer, CheckTarget> wanted) {
        List<ServerWatch> gone = watches.values().stream()
                .filter(watch ->
                        !watch.target().equals(wanted.get(watch.target().server())))
                .toList();
        Map<RealServer, DampedStanding> standings = new TreeMap<>();
        for (ServerWatch watch : gone) {
            watch.end();
            watches.remove(watch.target().server());
            standings.put(watch.target().server(), watch.standing());
        }
        wanted.forEach((server, target) -> {
            if (!watches.containsKey(server)) {
                // With other settings it stands where it stood: a new timeout is no news of the server.
                DampedStanding standing =
                        standings.getOrDefault(server, target.settings().rules().first());
                ServerWatch watch = new ServerWatch(target, standing, runs, loop, lateness, this::changed);
                watches.put(server, watch);
                watch.begin();
            }
        });
        tell();
        look();
    }

    private void changed(ServerWatch watch, ServerHealth before) {
        ServerHealth now = watch.health();
        String who = watch.target().server().service() + ", " + watch.target().place() + ", check "
                + watch.target().settings().probe().kind();
        if (now.verdict() == before.verdict()) {
            LOG.info("{}: weight {} %", who, now.weightPercent());
        } else if (now.verdict() == Verdict.UNHEALTHY) {
            LOG.warn("{}: down: {}", who, now.reason());
        } else {
            LOG.info("{}: up: {}", who, watch.view().words());
        }
        tell();
    }

    /** Once for all that changes in this turn of the loop. */
    private void tell() {
        if (!telling) {
            telling = true;
            loop.execute(() -> {
                telling = false;
                Map<RealServer, ServerHealth> health = new TreeMap<>();
                watches.forEach((server, watch) -> health.put(server, watch.health()));
                told.accept(health);
            });
        }
    }

    private void look() {
        List<CheckView> views = new ArrayList<>();
        watches.values().forEach(watch -> views.add(watch.view()));
        report = new CheckReport(views, lateness.counted());
    }

    @Override
    public void close() {
        looking.cancel(false);
        runs.close();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(CLOSING_MILLIS);
    }
}
