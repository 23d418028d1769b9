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

    /** It left because the agent wanted it to, and is to come back at once. */
    private boolean rejoining;

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

    /** Takes the addresses now, since nobody has them; false if it takes no part, or has them already. */
    boolean takeOver(long nowNanos) {
        boolean waits = driver.state() instanceof VirtualRouterState.Backup
                || driver.state() instanceof VirtualRouterState.Resigning;
        if (!wanted || !waits) {
            return false;
        }
        driver.handle(new Event.TakeOver(), nowNanos);
        return driver.state() instanceof VirtualRouterState.Active;
    }

    /** Serves until another has taken over, and is a Backup then; false if it holds nothing, or is leaving anyway. */
    boolean resign(long nowNanos) {
        if (!wanted || !(driver.state() instanceof VirtualRouterState.Active)) {
            return false;
        }
        rejoining = true;
        driver.handle(new Event.Resign(), nowNanos);
        return true;
    }

    /** Drops the addresses at once and waits as a Backup, if it takes part. */
    void release(String reason, long nowNanos) {
        rejoining = wanted;
        driver.handle(new Event.Deposed(reason), nowNanos);
    }

    /** Preempts nobody while {@code held}. */
    void holdPreemption(boolean held, long nowNanos) {
        if (config.preemptMode()
                && driver.state() instanceof VirtualRouterState.Backup backup
                && held != (backup.preemptFromNanos() == VirtualRouterState.NEVER)) {
            driver.handle(new Event.PreemptionHeld(held), nowNanos);
        }
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
        } else if (rejoining) {
            rejoining = false;
            startUp(nowNanos);
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
