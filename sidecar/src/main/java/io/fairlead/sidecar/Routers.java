package io.fairlead.sidecar;

import io.fairlead.core.health.Handicap;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.vrrp.InterfaceNotReadyException;
import io.fairlead.sidecar.config.ProcessSettings.LogLevel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * All virtual routers of this container. Those whose interface is not ready, such as IPv6's in its first second, are opened
 * when it is, and hold up nobody else. The loop's thread.
 */
final class Routers {
    private static final Duration REOPEN = Duration.ofMillis(200);

    private final RouterOpener opener;
    private final Poller poller;
    private final Log log;
    private final List<Placement> closed;
    private final List<RouterSlot> open = new ArrayList<>();
    private boolean wanted;
    private long reopenNanos = Long.MAX_VALUE;

    Routers(List<Placement> placements, RouterOpener opener, Poller poller, Log log) {
        this.closed = new ArrayList<>(placements);
        this.opener = opener;
        this.poller = poller;
        this.log = log;
    }

    List<RouterSlot> open() {
        return open;
    }

    /** Those that wait for their interface. */
    List<Placement> closed() {
        return closed;
    }

    /** Opens what can be opened; the rest later. */
    void open(long nowNanos) {
        Iterator<Placement> waiting = closed.iterator();
        while (waiting.hasNext()) {
            Placement placement = waiting.next();
            try {
                RouterSlot slot =
                        new RouterSlot(placement.config(), placement.interfaceName(), opener.open(placement), log);
                slot.driver().register(poller);
                open.add(slot);
                waiting.remove();
                if (wanted) {
                    slot.takePart(nowNanos);
                }
            } catch (InterfaceNotReadyException e) {
                log.limited("interface", 1, LogLevel.WARN, e.getMessage() + ": waiting for it", nowNanos);
            }
        }
        reopenNanos = closed.isEmpty() ? Long.MAX_VALUE : nowNanos + REOPEN.toNanos();
    }

    void takePart(long nowNanos) {
        wanted = true;
        open.forEach(slot -> slot.takePart(nowNanos));
    }

    void leave(long nowNanos) {
        wanted = false;
        open.forEach(slot -> slot.leave(nowNanos));
    }

    /** See {@link RouterSlot#handOver}. */
    void handOver(boolean arranged, long keepUntilNanos, long nowNanos) {
        wanted = false;
        open.forEach(slot -> slot.handOver(arranged, keepUntilNanos, nowNanos));
    }

    /** Drops the addresses that nobody has taken over yet. */
    void leaveUnsettled(long nowNanos) {
        for (RouterSlot slot : open) {
            if (!slot.isSettled(nowNanos)) {
                slot.leave(nowNanos);
            }
        }
    }

    /** The one that has {@code vip}. */
    Optional<RouterSlot> of(IpAddress vip) {
        for (RouterSlot slot : open) {
            if (slot.config().plainAddresses().contains(vip)) {
                return Optional.of(slot);
            }
        }
        return Optional.empty();
    }

    /** Whether the agent is there, who hands over better than by preemption, and arranges what leaves. */
    void accompanied(boolean now, long nowNanos) {
        for (RouterSlot slot : open) {
            slot.holdPreemption(now, nowNanos);
            if (!now) {
                slot.goOnAlone(nowNanos);
                slot.handicap(Handicap.NONE, nowNanos);
            }
        }
    }

    /** Whether new connections go elsewhere. */
    boolean areSettled(long nowNanos) {
        for (RouterSlot slot : open) {
            if (!slot.isSettled(nowNanos)) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing is open here that could still be finished. */
    boolean areFinished() {
        for (RouterSlot slot : open) {
            if (!slot.isFinished()) {
                return false;
            }
        }
        return true;
    }

    long deadlineNanos() {
        long deadline = reopenNanos;
        for (RouterSlot slot : open) {
            deadline = Math.min(deadline, slot.deadlineNanos());
        }
        return deadline;
    }

    void timerFired(long nowNanos) {
        for (RouterSlot slot : open) {
            slot.timerFired(nowNanos);
        }
        if (reopenNanos <= nowNanos) {
            open(nowNanos);
        }
    }

    void lookAtLateness(long nowNanos) {
        open.forEach(slot -> slot.lookAtLateness(nowNanos));
    }

    void close() {
        for (RouterSlot slot : open) {
            slot.driver().close();
        }
    }
}
