package io.fairlead.core.vrrp;

import io.fairlead.core.net.MacAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * RFC 9568 section 6.4. A state holds its own deadlines, so a stale timer cannot fire. All moments are nanoseconds of
 * one monotonic clock that starts at or above 0, as Linux' does (V52).
 */
public sealed interface VirtualRouterState {
    /** Value of {@link #deadlineNanos} for "nothing to wait for". */
    long NEVER = Long.MAX_VALUE;

    /** When {@link Event.TimerFired} is due next, or {@link #NEVER}. */
    long deadlineNanos();

    /** Our priority now: the configured one until {@link Event.PriorityChanged}. 1–255. */
    int priority();

    /** Not taking part: not started, shut down, refused, or in fault. */
    record Initialize(int priority) implements VirtualRouterState {
        @Override
        public long deadlineNanos() {
            return NEVER;
        }
    }

    /**
     * Listening.
     *
     * @param activeAdverIntervalCentis the learned interval (V23, V29)
     * @param activeDownDeadlineNanos when the Active router counts as gone
     * @param preemptFromNanos before this moment lower priorities are tolerated (preemptDelay), or NEVER
     * @param joined another router of ours was heard here, or we have been Active: VRID and addresses are ours (V50)
     * @param claimant who answered for an address since it was last probed, while not joined (P07)
     */
    record Backup(
            int priority,
            int activeAdverIntervalCentis,
            long activeDownDeadlineNanos,
            long preemptFromNanos,
            boolean joined,
            Optional<MacAddress> claimant)
            implements VirtualRouterState {
        @Override
        public long deadlineNanos() {
            return activeDownDeadlineNanos;
        }
    }

    /**
     * Holding the addresses.
     *
     * @param renewDeadlineNanos next renewal of the lease, or NEVER
     * @param reinstalledNanos when lost addresses were last put back, or NEVER if they never were
     */
    record Active(int priority, Adverts adverts, Announcing announcing, long renewDeadlineNanos, long reinstalledNanos)
            implements VirtualRouterState {
        @Override
        public long deadlineNanos() {
            return Math.min(adverts.deadlineNanos(), Math.min(renewDeadlineNanos, announcing.deadlineNanos()));
        }
    }

    /**
     * An Active router's advertisements.
     *
     * @param deadlineNanos next one
     * @param lastNanos the latest one sent, to notice that we slept (V46)
     * @param beforeNanos the one before it: the latest if that could not be sent
     * @param repliedNanos when a losing advertisement was last answered, or NEVER; limits the rate (V37)
     */
    record Adverts(long deadlineNanos, long lastNanos, long beforeNanos, long repliedNanos) {}

    /**
     * An Active router's announcements (V48).
     *
     * @param deadlineNanos next repeat, or NEVER
     * @param left repeats still to do
     */
    record Announcing(long deadlineNanos, int left) {}

    /**
     * Still serving, but wants another to take the addresses.
     *
     * @param why it will leave in the end
     */
    record Resigning(int priority, Call call, Stay stay, String why) implements VirtualRouterState {
        /** How long the old holder answers beside the new one. */
        public static final Duration OVERLAP = Duration.ofMillis(100);

        /** Another has the addresses. */
        public boolean isSucceeded() {
            return stay.succeededNanos() != NEVER;
        }

        /** Another has the addresses, and what is open here still reaches us. */
        public boolean isKept() {
            return isSucceeded() && stay.keepUntilNanos() != NEVER;
        }

        @Override
        public long deadlineNanos() {
            return Math.min(
                    Math.min(call.advertNanos(), call.releaseNanos()), Math.min(stay.renewNanos(), stay.leaveNanos()));
        }
    }

    /**
     * How a resigning router asks for a successor.
     *
     * @param advertNanos next advertisement with the lowest priority, or NEVER
     * @param releaseNanos when it says that the addresses are free (priority 0), or NEVER if it has said so, or need not
     */
    record Call(long advertNanos, long releaseNanos) {
        static final Call NONE = new Call(NEVER, NEVER);
    }

    /**
     * How long a resigning router stays.
     *
     * @param renewNanos next renewal of the lease, or NEVER
     * @param leaveNanos it leaves then; NEVER: not decided yet
     * @param succeededNanos when another was first heard, or NEVER
     * @param keepUntilNanos what is open reaches us until then, whoever has the addresses, or NEVER
     */
    record Stay(long renewNanos, long leaveNanos, long succeededNanos, long keepUntilNanos) {}
}
