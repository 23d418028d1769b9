package io.fairlead.agent;

import io.fairlead.core.channel.AgentMessage.Handicapped;
import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.check.MemberCheck;
import io.fairlead.core.health.Handicap;
import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.ServerHealth;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which members are checked for their right to hold their container VIP, and what follows. */
final class MemberRights {
    /** A member whose right is checked. */
    private record Subject(Service service, Member member, MemberCheck check) {
        /** Apart from what is forwarded to: the same member may be that as well, with another check. */
        RealServer asked() {
            return new RealServer(service.name() + ": " + member.name(), address(), check.port());
        }

        private IpAddress address() {
            return member.addresses().stream()
                    .filter(address -> address.family() == service.vip().family())
                    .findFirst()
                    .orElseGet(() -> member.addresses().getFirst());
        }
    }

    private MemberRights() {}

    static Stream<CheckTarget> checked(Model model) {
        return subjects(model)
                .map(subject -> new CheckTarget(subject.asked(), subject.check().settings()));
    }

    /** What each of them is told, by container; {@code health} as the checks found it. */
    static Map<String, Handicapped> handicaps(Model model, Map<RealServer, ServerHealth> health) {
        Map<String, Handicapped> handicaps = new TreeMap<>();
        subjects(model)
                .forEach(subject -> handicaps.put(
                        subject.member().containerId(),
                        new Handicapped(subject.service().vip(), handicap(subject, health))));
        return handicaps;
    }

    /** For the status: who is at a disadvantage, and why. */
    static List<String> words(Model model, Map<RealServer, ServerHealth> health) {
        List<String> lines = new ArrayList<>();
        subjects(model).forEach(subject -> {
            Handicap handicap = handicap(subject, health);
            if (!handicap.equals(Handicap.NONE)) {
                lines.add(subject.service().name() + ": " + subject.member().name()
                        + (handicap.isFault()
                                ? " may not hold "
                                : " has a priority lower by " + handicap.points() + " for ")
                        + subject.service().vip() + ": " + handicap.reason());
            }
        });
        return lines;
    }

    private static Handicap handicap(Subject subject, Map<RealServer, ServerHealth> health) {
        return Optional.ofNullable(health.get(subject.asked()))
                .map(subject.check()::handicap)
                .orElse(Handicap.NONE);
    }

    /** One that is paused executes nothing, and that is known without a check. */
    private static Stream<Subject> subjects(Model model) {
        return model.services().stream()
                .flatMap(service -> service.vipCheck().stream()
                        .flatMap(check -> service.members().stream()
                                .filter(member -> member.state() == Container.State.RUNNING
                                        && !member.addresses().isEmpty())
                                .map(member -> new Subject(service, member, check))));
    }
}
