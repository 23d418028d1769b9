package io.fairlead.sidecar;

import io.fairlead.core.channel.AgentMessage;
import io.fairlead.core.health.Handicap;
import io.fairlead.core.net.IpAddress;
import java.time.Duration;
import java.util.Optional;

/** Carries out what the agent says. The loop's thread. */
final class AgentOrders {
    private final Routers routers;
    private final Duration drain;
    private final Log log;
    private long promotions;
    private long ignored;

    /**
     * For these routers.
     *
     * @param drain how long what is open may be finished after a handover
     */
    AgentOrders(Routers routers, Duration drain, Log log) {
        this.routers = routers;
        this.drain = drain;
        this.log = log;
    }

    long promotions() {
        return promotions;
    }

    long ignored() {
        return ignored;
    }

    void carryOut(AgentMessage order, long nowNanos) {
        switch (order) {
            case AgentMessage.Promote promote -> promote(promote, nowNanos);
            case AgentMessage.Resign(IpAddress vip, String reason) -> {
                Optional<RouterSlot> slot = routers.of(vip);
                if (slot.isEmpty() || !slot.get().resign(nowNanos + drain.toNanos(), nowNanos)) {
                    ignore("to hand over " + vip + ", which is not held here");
                } else {
                    log.info("the agent has " + vip + " handed over: " + reason);
                }
            }
            case AgentMessage.Retain(IpAddress vip, String reason) -> {
                Optional<RouterSlot> slot = routers.of(vip);
                if (slot.isEmpty() || !slot.get().retain(nowNanos)) {
                    ignore("to finish what is open at " + vip + ", which is not handed over here");
                } else {
                    log.info("the agent lets us finish what is open at " + vip + ": " + reason);
                }
            }
            case AgentMessage.Release(IpAddress vip, String reason) -> {
                Optional<RouterSlot> slot = routers.of(vip);
                if (slot.isEmpty()) {
                    ignore("to release " + vip + ", which is none of ours");
                } else {
                    slot.get().release(reason, nowNanos);
                    log.info("the agent takes " + vip + " away: " + reason);
                }
            }
            case AgentMessage.Handicapped(IpAddress vip, Handicap handicap) -> {
                Optional<RouterSlot> slot = routers.of(vip);
                if (slot.isEmpty()) {
                    ignore("about our right to " + vip + ", which is none of ours");
                } else if (!slot.get().handicap().equals(handicap)) {
                    slot.get().handicap(handicap, nowNanos);
                    say(vip, handicap);
                }
            }
            case AgentMessage.Welcome _, AgentMessage.Ping _ -> throw new AssertionError("the link's own: " + order);
        }
    }

    private void say(IpAddress vip, Handicap handicap) {
        if (handicap.isFault()) {
            log.warn("in fault, so not holding " + vip + ": " + handicap.reason());
        } else if (handicap.points() > 0) {
            log.warn("priority for " + vip + " lower by " + handicap.points() + ": " + handicap.reason());
        } else {
            log.info("nothing speaks against our holding " + vip + " any more");
        }
    }

    private void promote(AgentMessage.Promote promote, long nowNanos) {
        long lateNanos = nowNanos - promote.validUntilNanos();
        if (lateNanos > 0) {
            ignore("to take " + promote.vip() + ", which is " + lateNanos / 1_000_000 + " ms too old");
            return;
        }
        Optional<RouterSlot> slot = routers.of(promote.vip());
        if (slot.isEmpty() || !slot.get().takeOver(nowNanos)) {
            ignore("to take " + promote.vip() + ", which does not wait for it here");
            return;
        }
        promotions++;
        log.info("the agent has us take " + promote.vip() + ": " + promote.reason());
    }

    private void ignore(String what) {
        ignored++;
        log.info("ignored the agent's order " + what);
    }
}
