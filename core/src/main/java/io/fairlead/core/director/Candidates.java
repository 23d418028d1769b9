package io.fairlead.core.director;

import io.fairlead.core.channel.Role;
import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.model.Container;
import io.fairlead.core.net.IpAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Who may be promoted, and who is the best of them. */
record Candidates(IpAddress vip, long now) {
    /** The best: highest priority, then longest healthy, then the greatest address, as VRRP would have it. */
    Optional<MemberFacts> best(Collection<MemberFacts> members) {
        return members.stream()
                .filter(member -> obstacle(member).isEmpty())
                .max(Comparator.comparingInt(this::priority)
                        .thenComparing((MemberFacts member) -> member.voice().healthyNanos(), Comparator.reverseOrder())
                        .thenComparing(this::address));
    }

    /** One that has handed over, is not stopping, and is finishing what it serves: better than nobody. */
    Optional<MemberFacts> returning(Collection<MemberFacts> members) {
        return members.stream()
                .filter(member -> member.voice().says(vip, Role.RESIGNING))
                .filter(member -> besidesItsRole(member).isEmpty())
                .max(Comparator.comparingInt(this::priority));
    }

    int priority(MemberFacts member) {
        return member.router(vip).map(RouterReport::priority).orElse(0);
    }

    private IpAddress address(MemberFacts member) {
        return member.router(vip).map(RouterReport::primaryAddress).orElse(vip);
    }

    /** Why it may not be promoted, in words; empty: it may. */
    Optional<String> obstacle(MemberFacts member) {
        return besidesItsRole(member)
                .or(() -> member.voice().says(vip, Role.BACKUP) ? Optional.empty() : Optional.of("not a Backup"));
    }

    private Optional<String> besidesItsRole(MemberFacts member) {
        Voice voice = member.voice();
        if (!voice.connected()) {
            return Optional.of("not on the channel");
        }
        if (!member.life().executes() || member.listed().state() == Container.State.PAUSED) {
            return Optional.of("frozen");
        }
        if (voice.report().isEmpty()) {
            return Optional.of("has not reported yet");
        }
        if (voice.isStopping()) {
            return Optional.of("stopping");
        }
        if (!voice.isHealthy()) {
            return Optional.of("not healthy");
        }
        if (!member.linkUp()) {
            return Optional.of("its link is down");
        }
        if (now < member.restNanos()) {
            return Optional.of("was promoted and did not take the address");
        }
        return member.listed().known() ? Optional.empty() : Optional.of("not in the engine's list yet");
    }
}
