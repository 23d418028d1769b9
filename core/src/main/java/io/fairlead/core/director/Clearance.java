package io.fairlead.core.director;

import io.fairlead.core.channel.Role;
import io.fairlead.core.net.IpAddress;

/** May this member still have the address? {@code why} is in words that begin with its name. */
sealed interface Clearance {
    String why();

    /** It surely has not. */
    record Clear(String why) implements Clearance {}

    /** It has, lives, and wants another to take it. */
    record Consents(String why) implements Clearance {}

    /** It may, and a fence can be asked for. */
    record NeedsFence(String why) implements Clearance {}

    /** It lives and has said nothing about it lately. */
    record NeedsAnswer(String why) implements Clearance {}

    /** Something is under way that may clear it; at {@code untilNanos} it is worth another look. */
    record Pending(String why, long untilNanos) implements Clearance {}

    /** It may, and nothing can be done about it. */
    record Blocks(String why, long untilNanos) implements Clearance {}

    /**
     * The rule that keeps the address in one place.
     *
     * @param sinceNanos since when the address is wanted elsewhere: what was said before proves nothing
     */
    static Clearance of(MemberFacts member, IpAddress vip, long sinceNanos, DirectorConfig config, long now) {
        String name = member.name();
        Fencing fencing = member.fencing();
        if (!member.life().executes()) {
            return ofHalted(member, config, now);
        }
        if (member.voice().connected()) {
            if (fencing.outstanding()) {
                return new Pending(name + " is being fenced", DirectorState.NEVER);
            }
            if (fencing.isDone()
                    && member.voice().reportedNanos() < fencing.doneNanos()
                    && member.advertisedNanos() < fencing.doneNanos()) {
                return new Clear(name + " read back: address gone");
            }
            return fencing.suspect() ? ofSuspect(member, now) : ofLiving(member, vip, sinceNanos, config, now);
        }
        if (!member.listed().state().isAlive()) {
            return member.advertisedNanos() > member.listed().atNanos()
                    ? new Blocks(
                            name + " advertises, although the engine says that it does not run", DirectorState.NEVER)
                    : new Clear(name + " is not running");
        }
        return new Blocks(name + " runs and is not on the channel", DirectorState.NEVER);
    }

    private static Clearance ofHalted(MemberFacts member, DirectorConfig config, long now) {
        String name = member.name();
        Fencing fencing = member.fencing();
        if (member.life().death() == Life.Death.LISTED) {
            return new Clear(name + " is not running");
        }
        if (fencing.isDone()) {
            return new Clear(name + " read back: address gone");
        }
        long leaseEnd = config.longestLease().isZero()
                ? DirectorState.NEVER
                : member.life().haltedNanos() + config.longestLease().toNanos();
        if (now >= leaseEnd) {
            return new Clear(name + "'s lease has run out");
        }
        if (fencing.outstanding()) {
            return new Pending(name + " is being fenced", leaseEnd);
        }
        if (fencing.attempts() >= config.fenceAttempts()) {
            return new Blocks(name + " cannot be fenced", leaseEnd);
        }
        return now >= fencing.retryNanos()
                ? new NeedsFence(name + " may still have the address")
                : new Pending(name + " is fenced again soon", Math.min(leaseEnd, fencing.retryNanos()));
    }

    private static Clearance ofSuspect(MemberFacts member, long now) {
        return now >= member.fencing().retryNanos()
                ? new NeedsFence(member.name() + " was promoted, has not answered and may have the address")
                : new Pending(
                        member.name() + " is fenced again soon",
                        member.fencing().retryNanos());
    }

    private static Clearance ofLiving(
            MemberFacts member, IpAddress vip, long sinceNanos, DirectorConfig config, long now) {
        String name = member.name();
        Voice voice = member.voice();
        if (voice.says(vip, Role.RESIGNING)) {
            return new Consents(name + " hands over");
        }
        long fresh = Math.max(sinceNanos, now - config.freshFor().toNanos());
        boolean heard = voice.report().isPresent()
                && voice.reportedNanos() >= fresh
                && voice.reportedNanos() >= member.advertisedNanos();
        if (heard) {
            return voice.saysItHolds(vip)
                    ? new Blocks(name + " says that it has the address", DirectorState.NEVER)
                    : new Clear(name + " says that it has not the address");
        }
        boolean answered = voice.reportedNanos() >= voice.askedNanos();
        return answered || voice.askedNanos() == Voice.NOT_YET
                ? new NeedsAnswer(name + " has said nothing since")
                : new Pending(name + " has not answered yet", DirectorState.NEVER);
    }
}
