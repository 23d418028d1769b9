package io.fairlead.core.vrrp;

/**
 * RFC 9568 section 6.4. A state holds its own deadlines, so a stale timer cannot fire. All deadlines are nanoseconds
 * of one monotonic clock (V52).
 */
public sealed interface VirtualRouterState {
    /** Value of {@link #deadlineNanos} for "nothing to wait for". */
    long NEVER = Long.MAX_VALUE;

    /** When {@link Event.TimerFired} is due next, or {@link #NEVER}. */
    long deadlineNanos();

    /** Not taking part: not started, shut down, or in fault. */
    record Initialize() implements VirtualRouterState {
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
     * @param preemptFromNanos before this moment lower priorities are tolerated (preemptDelay)
     */
    record Backup(int activeAdverIntervalCentis, long activeDownDeadlineNanos, long preemptFromNanos)
            implements VirtualRouterState {
        @Override
        public long deadlineNanos() {
            return activeDownDeadlineNanos;
        }
    }

    /**
     * Holding the addresses.
     *
     * @param adverDeadlineNanos next advertisement
     * @param lastAdverNanos the latest one sent, to notice that we slept (V46)
     * @param renewDeadlineNanos next renewal of the lease, or NEVER
     * @param announceDeadlineNanos next repeat of the announcements, or NEVER
     * @param announcementsLeft repeats still to do
     * @param repliedNanos when an advertisement was last answered out of turn, to limit the rate (V37)
     */
    record Active(
            long adverDeadlineNanos,
            long lastAdverNanos,
            long renewDeadlineNanos,
            long announceDeadlineNanos,
            int announcementsLeft,
            long repliedNanos)
            implements VirtualRouterState {
        @Override
        public long deadlineNanos() {
            return Math.min(adverDeadlineNanos, Math.min(renewDeadlineNanos, announceDeadlineNanos));
        }
    }
}
