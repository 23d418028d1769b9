package io.fairlead.agent.member;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** When whose freezer is looked at, where the kernel does not tell of changes. One thread. */
final class FreezerLooks {
    /** Of one that holds an address, serves at its own or misses heartbeats: a look costs microseconds. */
    private static final long URGENT_NANOS = Duration.ofMillis(10).toNanos();

    /** The others': nobody waits for it, but a frozen one is no candidate. */
    private static final long OTHER_NANOS = Duration.ofMillis(250).toNanos();

    private final Collection<WatchedMember> members;
    private Set<String> holders = Set.of();
    private Set<String> targets = Set.of();
    private long nextUrgent = Long.MAX_VALUE;
    private long nextOther = Long.MAX_VALUE;

    /** {@code members}: those of the moment, whenever it is asked. */
    FreezerLooks(Collection<WatchedMember> members) {
        this.members = members;
    }

    boolean isHolder(String member) {
        return holders.contains(member);
    }

    /** These hold an address, or are about to. */
    void holders(Set<String> now, long nowNanos) {
        if (!holders.equals(now)) {
            holders = Set.copyOf(now);
            schedule(nowNanos);
        }
    }

    /** Clients are led to the own addresses of these. */
    void targets(Set<String> now) {
        targets = Set.copyOf(now);
    }

    /** To be called when there are other members, other targets, or one is overdue or is not any more. */
    void schedule(long nowNanos) {
        boolean urgent = members.stream().anyMatch(each -> each.mustBeLookedAt() && isUrgent(each));
        boolean other = members.stream().anyMatch(each -> each.mustBeLookedAt() && !isUrgent(each));
        nextUrgent = urgent ? Math.min(nextUrgent, nowNanos + URGENT_NANOS) : Long.MAX_VALUE;
        nextOther = other ? Math.min(nextOther, nowNanos + OTHER_NANOS) : Long.MAX_VALUE;
    }

    private boolean isUrgent(WatchedMember watched) {
        return isHolder(watched.id()) || targets.contains(watched.id()) || watched.isOverdue();
    }

    /** When {@link #fire} is due next, on System.nanoTime, or Long.MAX_VALUE. */
    long deadlineNanos() {
        return Math.min(nextUrgent, nextOther);
    }

    /** Looks at whom it is time to. */
    void fire(long nowNanos) {
        boolean urgent = nowNanos >= nextUrgent;
        boolean other = nowNanos >= nextOther;
        if (!urgent && !other) {
            return;
        }
        nextUrgent = urgent ? Long.MAX_VALUE : nextUrgent;
        nextOther = other ? Long.MAX_VALUE : nextOther;
        for (WatchedMember watched : List.copyOf(members)) {
            if (watched.mustBeLookedAt() && (isUrgent(watched) ? urgent : other)) {
                watched.lookAtFreezer();
            }
        }
        schedule(nowNanos);
    }
}
