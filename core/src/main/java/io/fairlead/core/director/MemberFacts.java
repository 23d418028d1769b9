package io.fairlead.core.director;

import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.model.Container;
import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * All that is known of one member.
 *
 * @param id of its container
 * @param listed as the engine shows it, which may be older than the rest
 * @param linkUp the host's end of its link
 * @param advertisedNanos when an advertisement of it with a priority above 0 was last seen, or {@link #NOT_YET}
 * @param restNanos no candidate before: it was promoted and did not take the address
 */
record MemberFacts(
        String id,
        Listed listed,
        Life life,
        Voice voice,
        Fencing fencing,
        boolean linkUp,
        long advertisedNanos,
        long restNanos) {
    static final long NOT_YET = -1;

    /** As the engine shows it, since {@code atNanos}; {@code known}: it is in the model. */
    record Listed(boolean known, String name, Container.State state, List<IpAddress> addresses, long atNanos) {
        Listed {
            addresses = List.copyOf(addresses);
        }
    }

    /** One that was heard of before the engine showed it: it runs. */
    static MemberFacts unlisted(String id, long now) {
        String name = id.length() > 12 ? id.substring(0, 12) : id;
        return new MemberFacts(
                id,
                new Listed(false, name, Container.State.RUNNING, List.of(), now),
                Life.RUNS,
                Voice.SILENT,
                Fencing.NONE,
                true,
                NOT_YET,
                NOT_YET);
    }

    String name() {
        return listed.name();
    }

    /** On the channel, and able to act on what it reads there. */
    boolean answers() {
        return voice.connected() && life.executes();
    }

    boolean has(IpAddress source) {
        return listed.addresses().contains(source)
                || voice.report().stream()
                        .flatMap(report -> report.routers().stream())
                        .map(RouterReport::primaryAddress)
                        .anyMatch(source::equals);
    }

    Optional<RouterReport> router(IpAddress vip) {
        return voice.router(vip);
    }

    MemberFacts with(Listed next) {
        return new MemberFacts(id, next, life, voice, fencing, linkUp, advertisedNanos, restNanos);
    }

    MemberFacts with(Life next) {
        return new MemberFacts(id, listed, next, voice, fencing, linkUp, advertisedNanos, restNanos);
    }

    MemberFacts with(Voice next) {
        return new MemberFacts(id, listed, life, next, fencing, linkUp, advertisedNanos, restNanos);
    }

    MemberFacts with(Fencing next) {
        return new MemberFacts(id, listed, life, voice, next, linkUp, advertisedNanos, restNanos);
    }

    MemberFacts withLink(boolean up) {
        return new MemberFacts(id, listed, life, voice, fencing, up, advertisedNanos, restNanos);
    }

    MemberFacts advertised(long now) {
        return new MemberFacts(id, listed, life, voice, fencing, linkUp, now, restNanos);
    }

    MemberFacts restingUntil(long moment) {
        return new MemberFacts(id, listed, life, voice, fencing, linkUp, advertisedNanos, moment);
    }

    /** A new life of the same container: of the old one only the fence that is under way is left. */
    MemberFacts reborn() {
        return new MemberFacts(
                id, listed, Life.RUNS, Voice.SILENT, fencing.undone().trusted(), true, NOT_YET, NOT_YET);
    }
}
