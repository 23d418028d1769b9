package io.fairlead.sidecar;

import io.fairlead.core.health.Handicap;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterState;
import io.fairlead.linux.vrrp.RouterDriver;
import java.time.Duration;

/** One virtual router of this container: keeps it in the state that the rest of the sidecar wants. The loop's thread. */
final class RouterSlot {
    /** The agent needs some 100 ms to find a successor and to make what is open follow; after this VRRP's timers decide. */
    static final Duration ARRANGED_WITHIN = Duration.ofSeconds(1);

    /** How often it is looked whether all is finished after a handover. */
    private static final Duration LOOK = Duration.ofMillis(100);

    /** A router that refused to take part, for a stranger with its VRID for instance, tries again so often. */
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final VirtualRouterConfig config;
    private final String interfaceName;
    private final RouterDriver driver;
    private boolean wanted;
    private final LatenessWatch lateness;
    private long retryNanos = VirtualRouterState.NEVER;

    /** How long what is open may be finished after a handover, on System.nanoTime. */
    private long keepNanos = VirtualRouterState.NEVER;

    /** When to look next whether it is finished. */
    private long lookNanos;

    /** It left because the agent wanted it to, and is to come back at once. */
    private boolean rejoining;

    private Handicap handicap = Handicap.NONE;

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

    /** Whether it holds the addresses, or would: not while a stranger may have them, or has its VRID. */
    boolean isReady() {
        return switch (driver.state()) {
            case VirtualRouterState.Initialize _ -> false;
            case VirtualRouterState.Backup backup -> backup.joined();
            case VirtualRouterState.Active _, VirtualRouterState.Resigning _ -> true;
        };
    }

    /** What the agent's checks have against us. */
    Handicap handicap() {
        return handicap;
    }

    /** Takes part from now on, unless it is in fault. */
    void takePart(long nowNanos) {
        if (!wanted) {
            wanted = true;
            if (!handicap.isFault()) {
                startUp(nowNanos);
            }
        }
    }

    /** Takes part with a lower priority from now on, or not at all, or as configured. Whoever stops anyhow goes on doing so. */
    void handicap(Handicap next, long nowNanos) {
        if (next.equals(handicap)) {
            return;
        }
        boolean wasFault = handicap.isFault();
        handicap = next;
        int priority = next.lowered(config.priority());
        if (priority != driver.state().priority()) {
            driver.handle(new Event.PriorityChanged(priority), nowNanos);
        }
        if (wanted && next.isFault() && !wasFault) {
            retryNanos = VirtualRouterState.NEVER;
            rejoining = false;
            driver.handle(new Event.Shutdown(), nowNanos);
        } else if (wanted && wasFault && !next.isFault()) {
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

    /**
     * Takes no part from now on, but serves until another router has taken over, and finishes what is open here if the agent
     * leads it here.
     *
     * @param arranged the agent is there to find the other router
     * @param keepUntilNanos what is open does not count from then on
     */
    void handOver(boolean arranged, long keepUntilNanos, long nowNanos) {
        wanted = false;
        retryNanos = VirtualRouterState.NEVER;
        keepNanos = keepUntilNanos;
        driver.handle(arranged ? new Event.HandOver(ARRANGED_WITHIN) : new Event.Resign(), nowNanos);
    }

    /** What is open here reaches us whoever has the addresses; false if they are not being handed over. */
    boolean retain(long nowNanos) {
        if (!(driver.state() instanceof VirtualRouterState.Resigning)) {
            return false;
        }
        driver.handle(new Event.Retain(keepNanos), nowNanos);
        return true;
    }

    /** There is no agent, or none any more: nobody arranges a handover, or leads here what is open. */
    void goOnAlone(long nowNanos) {
        if (driver.state() instanceof VirtualRouterState.Resigning) {
            driver.handle(new Event.Resign(), nowNanos);
        }
    }

    /** Whether new connections go elsewhere, and for long enough. */
    boolean isSettled(long nowNanos) {
        return isOut() || nowNanos >= settledNanos();
    }

    /** Whether nothing is open here that could still be finished. */
    boolean isFinished() {
        return !isKept() || driver.unfinished() == 0;
    }

    private boolean isKept() {
        return driver.state() instanceof VirtualRouterState.Resigning resigning && resigning.isKept();
    }

    private long settledNanos() {
        return driver.state() instanceof VirtualRouterState.Resigning resigning && resigning.isKept()
                ? resigning.stay().succeededNanos() + VirtualRouterState.Resigning.OVERLAP.toNanos()
                : VirtualRouterState.NEVER;
    }

    /** Takes the addresses now, since nobody has them; false if it takes no part, or has them already. */
    boolean takeOver(long nowNanos) {
        boolean waits = driver.state() instanceof VirtualRouterState.Backup
                || driver.state() instanceof VirtualRouterState.Resigning;
        if (!wanted || handicap.isFault() || !waits) {
            return false;
        }
        driver.handle(new Event.TakeOver(), nowNanos);
        return driver.state() instanceof VirtualRouterState.Active;
    }

    /**
     * Serves until another has taken over and finishes what is open, and is a Backup then; false if it holds nothing, or is
     * leaving anyway.
     *
     * @param keepUntilNanos what is open does not count from then on
     */
    boolean resign(long keepUntilNanos, long nowNanos) {
        if (!wanted || !(driver.state() instanceof VirtualRouterState.Active)) {
            return false;
        }
        rejoining = true;
        keepNanos = keepUntilNanos;
        driver.handle(new Event.HandOver(ARRANGED_WITHIN), nowNanos);
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
        long look = isKept() ? Math.max(settledNanos(), lookNanos) : VirtualRouterState.NEVER;
        return Math.min(Math.min(driver.deadlineNanos(), retryNanos), look);
    }

    /** What is due by now. */
    void timerFired(long nowNanos) {
        if (driver.deadlineNanos() <= nowNanos) {
            driver.handle(new Event.TimerFired(), nowNanos);
        }
        if (isKept() && nowNanos >= settledNanos() && nowNanos >= lookNanos) {
            lookNanos = nowNanos + LOOK.toNanos();
            if (wanted && isFinished()) {
                driver.handle(new Event.Shutdown(), nowNanos);
            }
        }
        if (!wanted || handicap.isFault()) {
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
