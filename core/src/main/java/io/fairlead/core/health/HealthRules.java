package io.fairlead.core.health;

import java.util.ArrayList;
import java.util.List;

/**
 * How the results of one check become a verdict.
 *
 * @param initial the verdict before the first result
 */
public record HealthRules(RiseAndFall thresholds, Verdict initial, Damping damping) {
    /** Before the first result. */
    public DampedStanding first() {
        String reason = initial == Verdict.UNHEALTHY ? "not checked yet" : "";
        return new DampedStanding(new Standing(initial, 0, reason), List.of(), DampedStanding.NOT_PASSING);
    }

    /** After one more result, at {@code nowNanos} of the monotonic clock. */
    public DampedStanding next(DampedStanding before, CheckResult result, long nowNanos) {
        long since = switch (result) {
            case CheckResult.Failed _ -> DampedStanding.NOT_PASSING;
            case CheckResult.Passed _ -> before.isPassing() ? before.passingSinceNanos() : nowNanos;
        };
        Standing next = thresholds.next(before.standing(), result);
        List<Long> falls = remembered(before.fallsNanos(), nowNanos);
        if (before.standing().verdict() != Verdict.UNHEALTHY && next.verdict() == Verdict.UNHEALTHY) {
            falls.add(nowNanos);
        }
        DampedStanding standing = new DampedStanding(next, falls, since);
        boolean rises = before.standing().verdict() == Verdict.UNHEALTHY && next.verdict() == Verdict.HEALTHY;
        return rises && isHeld(standing, nowNanos) ? heldBack(before, standing) : standing;
    }

    private List<Long> remembered(List<Long> falls, long nowNanos) {
        List<Long> young = new ArrayList<>();
        for (long fall : falls) {
            if (nowNanos - fall <= damping.window().plus(damping.hold()).toNanos()) {
                young.add(fall);
            }
        }
        return young.size() < Damping.MOST_FALLS ? young : new ArrayList<>(young.subList(1, young.size()));
    }

    private boolean isHeld(DampedStanding standing, long nowNanos) {
        List<Long> falls = standing.fallsNanos();
        int count = falls.size();
        return damping.falls() > 0
                && count >= damping.falls()
                && falls.get(count - 1) - falls.get(count - damping.falls())
                        <= damping.window().toNanos()
                && nowNanos - standing.passingSinceNanos() < damping.hold().toNanos();
    }

    private DampedStanding heldBack(DampedStanding before, DampedStanding now) {
        int contrary = Math.min(before.standing().contrary() + 1, thresholds.rise());
        String reason = "held back after " + damping.falls() + " falls within "
                + damping.window().toSeconds() + " s, until it was well for "
                + damping.hold().toSeconds() + " s";
        return new DampedStanding(
                new Standing(Verdict.UNHEALTHY, contrary, reason), now.fallsNanos(), now.passingSinceNanos());
    }
}
