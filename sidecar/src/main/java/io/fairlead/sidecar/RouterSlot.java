package io.fairlead.sidecar;

import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.linux.vrrp.RouterDriver;
import java.time.Duration;

/** One virtual router of this container: keeps it in the state that the rest of the sidecar wants. The loop's thread. */
final class RouterSlot {
    /** A router that refused to take part, for a stranger with its VRID for instance, tries again so often. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final VirtualRouterConfig config;
    private final String interfaceName;
    private final RouterDriver driver;
    private boolean wanted;
    private final LatenessWatch lateness;
    private long retryNanos = VirtualRouterState.NEVER;

    RouterSlot(VirtualRouterConfig config, String interfaceName, RouterDriver driver, Log log) {
        this.lateness = new LatenessWatch(Duration.ofMillis(config.advertisementIntervalCentis() * 10L), log);
        this.config = config;
        this.interfaceName = interfaceName;
        this.driver = driver;
    }

    VirtualRouterConfig config() {
        return config;
    }

    String interfaceName() {
        return interfaceName;
    }

    RouterDriver driver() {
        return driver;
    }

    boolean isOut() {
        return driver.state() instanceof VirtualRouterState.Initialize;
    }

    /** Takes part from now on. */
    void takePart(long nowNanos) {
        if (!wanted) {
            wanted = true;
            startUp(nowNanos);
        }
    }

    /** Takes no part from now on, and drops the addresses at once. */
    void leave(long nowNanos) {
        if (wanted || !isOut()) {
            wanted = false;
            retryNanos = VirtualRouterState.NEVER;
            driver.handle(new Event.Shutdown(), nowNanos);
        }
    }

    /** Takes no part from now on, but serves until another router has taken over. */
    void handOver(long nowNanos) {
        wanted = false;
        retryNanos = VirtualRouterState.NEVER;
        driver.handle(new Event.Resign(), nowNanos);
    }

    /** Whether this machine keeps up. */
    void lookAtLateness(long nowNanos) {
        lateness.look(driver.counters().lateness(), nowNanos);
    }

    long deadlineNanos() {
        return Math.min(driver.deadlineNanos(), retryNanos);
    }

    /** What is due by now. */
    void timerFired(long nowNanos) {
        if (driver.deadlineNanos() <= nowNanos) {
            driver.handle(new Event.TimerFired(), nowNanos);
        }
        if (!wanted) {
            return;
        }
        if (!isOut()) {
            retryNanos = VirtualRouterState.NEVER;
        } else if (retryNanos == VirtualRouterState.NEVER) {
            retryNanos = nowNanos + RETRY.toNanos();
        } else if (retryNanos <= nowNanos) {
            startUp(nowNanos);
        }
    }

    private void startUp(long nowNanos) {
        driver.handle(new Event.Startup(driver.adopted()), nowNanos);
        retryNanos = isOut() ? nowNanos + RETRY.toNanos() : VirtualRouterState.NEVER;
    }
}
