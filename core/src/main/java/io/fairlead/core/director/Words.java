package io.fairlead.core.director;

import io.fairlead.core.channel.Role;
import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.channel.SidecarMessage.Report;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.net.IpAddress;
import java.util.Optional;

/** What a reason says. */
final class Words {
    private static final long NANOS_A_MILLISECOND = 1_000_000;
    private static final long NANOS_A_SECOND = 1_000_000_000;

    private Words() {}

    /** {@code 0.4 ms}, {@code 12 ms}, {@code 3 s}. */
    static String span(long nanos) {
        if (nanos >= 10 * NANOS_A_SECOND) {
            return nanos / NANOS_A_SECOND + " s";
        }
        if (nanos >= 10 * NANOS_A_MILLISECOND) {
            return nanos / NANOS_A_MILLISECOND + " ms";
        }
        long tenths = nanos / (NANOS_A_MILLISECOND / 10);
        return tenths / 10 + "." + tenths % 10 + " ms";
    }

    /** Why the member that had the address does not serve it any more. */
    static String loss(Optional<MemberFacts> holder, IpAddress vip, long now) {
        if (holder.isEmpty()) {
            return "no member serves the address";
        }
        MemberFacts member = holder.get();
        String name = member.name();
        Life life = member.life();
        String ago = " " + span(now - life.causeNanos()) + " ago";
        return switch (life.death()) {
            case SIDECAR -> name + "'s sidecar died" + ago;
            case CONTAINER, LISTED -> name + "'s container died" + ago;
            case NONE -> life.frozen() ? name + " was frozen" + ago : living(member, vip);
        };
    }

    private static String living(MemberFacts member, IpAddress vip) {
        String name = member.name();
        Voice voice = member.voice();
        if (!member.linkUp()) {
            return name + "'s link is down";
        }
        if (!voice.connected()) {
            return name + " is not on the channel any more";
        }
        if (voice.isStopping()) {
            return name + " is stopping";
        }
        if (voice.says(vip, Role.RESIGNING)) {
            return name + " hands over";
        }
        if (voice.report().map(Report::health).filter(Verdict.UNHEALTHY::equals).isPresent()) {
            return name + " is unhealthy (" + voice.report().get().reason() + ") and gave the address up";
        }
        return name + " gave the address up";
    }

    static String candidate(MemberFacts member, IpAddress vip) {
        return member.name() + " is healthy, priority "
                + member.router(vip).map(RouterReport::priority).orElse(0);
    }
}
