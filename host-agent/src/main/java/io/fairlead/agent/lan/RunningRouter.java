package io.fairlead.agent.lan;

import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.vrrp.RouterDriver;
import java.util.Optional;
import java.util.function.BiConsumer;

/** One virtual router with what it last complained of. Owned by the loop's thread. */
final class RunningRouter {
    private final LanRouter router;
    private final RouterDriver driver;
    private Optional<String> complaint = Optional.empty();
    private long startedNanos;

    private RunningRouter(
            LanRouter router, VirtualRouterConfig config, RouterOpener opener, BiConsumer<LanRouter, Notice> notices) {
        this.router = router;
        this.driver = opener.open(config, router.interfaceName(), notice -> {
            complaint = Optional.of(notice.text());
            notices.accept(router, notice);
        });
    }

    /** Opens it and lets it take part; throws what the opener throws. */
    static RunningRouter start(
            LanRouter router,
            VirtualRouterConfig config,
            RouterOpener opener,
            BiConsumer<LanRouter, Notice> notices,
            Poller poller,
            long nowNanos) {
        RunningRouter running = new RunningRouter(router, config, opener, notices);
        running.driver.register(poller);
        running.startedNanos = nowNanos;
        running.driver.handle(new Event.Startup(running.driver.adopted()), nowNanos);
        return running;
    }

    long deadlineNanos() {
        return driver.deadlineNanos();
    }

    void fire(long nowNanos) {
        if (nowNanos >= driver.deadlineNanos()) {
            driver.handle(new Event.TimerFired(), nowNanos);
        }
    }

    /** One that was refused, or failed, listens again after a while: what was in its way may be gone. */
    void restartIfRefused(long afterNanos, long nowNanos) {
        if (driver.state() instanceof VirtualRouterState.Initialize && nowNanos - startedNanos >= afterNanos) {
            startedNanos = nowNanos;
            driver.handle(new Event.Startup(false), nowNanos);
        }
    }

    /** Says that the address is free, takes it out of the kernel and ends. */
    void giveUp(long nowNanos) {
        driver.handle(new Event.Shutdown(), nowNanos);
        driver.close();
    }

    /** Ends and leaves the address where it is. */
    void leave() {
        driver.close();
    }

    RouterReport report() {
        RouterReport.State state = stateOf(driver.state());
        return new RouterReport(
                router,
                state,
                state == RouterReport.State.INITIALIZE ? complaint : Optional.empty(),
                Optional.of(driver.counters()));
    }

    private static RouterReport.State stateOf(VirtualRouterState state) {
        return switch (state) {
            case VirtualRouterState.Initialize _ -> RouterReport.State.INITIALIZE;
            case VirtualRouterState.Backup _ -> RouterReport.State.BACKUP;
            case VirtualRouterState.Active _ -> RouterReport.State.ACTIVE;
            case VirtualRouterState.Resigning _ -> RouterReport.State.RESIGNING;
        };
    }
}
