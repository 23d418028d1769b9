package io.fairlead.core.diagnosis;

import io.fairlead.core.diagnosis.ProcessFacts.Role;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The members' processes, and others in the same networks. */
final class MemberRules {
    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_NET_RAW = 13;

    /** A connection through HAProxy takes two files, and the default of many systems is 1024. */
    private static final long FEW_FILES = 1024;

    private static final String ENOUGH_FILES = "16384";

    private MemberRules() {}

    static Stream<Finding> findings(Facts facts) {
        return Stream.of(
                        facts.model().services().stream()
                                .flatMap(service ->
                                        service.members().stream().flatMap(member -> ofMember(service, member, facts))),
                        staleNamespaces(facts),
                        keepalived(facts),
                        unknown(facts))
                .flatMap(found -> found);
    }

    private static Stream<Finding> ofMember(Service service, Member member, Facts facts) {
        return facts.processes().stream()
                .filter(process -> process.role() == Role.FIRST)
                .flatMap(process -> Stream.of(
                                process.pid() == member.pid() ? files(service, process) : Optional.<Finding>empty(),
                                process.pid() == sidecarOf(member, facts)
                                        ? capabilities(service, process)
                                        : Optional.<Finding>empty())
                        .flatMap(Optional::stream));
    }

    /** The sidecar's process: the member's own, or that of the container that uses its network. */
    private static long sidecarOf(Member member, Facts facts) {
        return facts.observed().containers().stream()
                .filter(each -> each.pid() > 0
                        && each.joins()
                                .filter(owner -> owner.equals(member.containerId()) || owner.equals(member.name()))
                                .isPresent())
                .mapToLong(Container::pid)
                .findFirst()
                .orElse(member.pid());
    }

    private static Optional<Finding> files(Service service, ProcessFacts process) {
        if (process.openFiles().orElse(Long.MAX_VALUE) > FEW_FILES) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Pitfall.NOFILE_LOW,
                Certainty.LIKELY,
                service.vip(),
                "container " + process.owner(),
                "it may open " + process.openFiles().getAsLong() + " files",
                "Each connection through HAProxy takes two: at about "
                        + process.openFiles().getAsLong() / 2
                        + " connections new ones are refused. It takes the limit when it starts.",
                new Step.Advice("compose: ulimits: {nofile: {soft: " + ENOUGH_FILES + ", hard: " + ENOUGH_FILES + "}}"),
                new Step.Run(
                        Place.HOST,
                        List.of(
                                "prlimit",
                                "--pid",
                                Long.toString(process.pid()),
                                "--nofile=" + ENOUGH_FILES + ":" + ENOUGH_FILES))));
    }

    private static Optional<Finding> capabilities(Service service, ProcessFacts process) {
        long effective = process.capabilities().orElse(-1L);
        List<String> missing = new ArrayList<>();
        if ((effective >> CAP_NET_ADMIN & 1) == 0) {
            missing.add("NET_ADMIN");
        }
        if ((effective >> CAP_NET_RAW & 1) == 0) {
            missing.add("NET_RAW");
        }
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Finding(
                Pitfall.CAPABILITY_MISSING,
                Certainty.CERTAIN,
                service.vip(),
                "container " + process.owner(),
                "its first process (" + process.pid() + ") does not have " + String.join(" and ", missing),
                "The sidecar needs NET_ADMIN to hold " + service.vip() + " and NET_RAW to announce it; with user: other"
                        + " than root, cap_add gives none.",
                new Step.Advice("compose: cap_add: [NET_ADMIN, NET_RAW], and no user:")));
    }

    private static Stream<Finding> staleNamespaces(Facts facts) {
        return facts.observed().containers().stream()
                .filter(container -> container.state().isAlive())
                .flatMap(joiner -> joiner.joins().stream()
                        .flatMap(owner -> facts.observed().containers().stream()
                                .filter(each ->
                                        each.id().equals(owner) || each.name().equals(owner)))
                        .filter(owner -> owner.state().isAlive() && differ(owner, joiner, facts))
                        .map(owner -> stale(owner, joiner)));
    }

    private static boolean differ(Container owner, Container joiner, Facts facts) {
        Optional<Long> one = network(owner, facts);
        Optional<Long> other = network(joiner, facts);
        return one.isPresent() && other.isPresent() && !one.equals(other);
    }

    private static Optional<Long> network(Container container, Facts facts) {
        return facts.processes().stream()
                .filter(process -> process.role() == Role.FIRST && process.pid() == container.pid())
                .map(ProcessFacts::network)
                .findFirst();
    }

    private static Finding stale(Container owner, Container joiner) {
        return new Finding(
                Pitfall.NAMESPACE_STALE,
                Certainty.CERTAIN,
                List.of(),
                "container " + joiner.name(),
                "it uses the network of " + owner.name() + ", but of an earlier life of it",
                owner.name() + " was started anew since: " + joiner.name() + " sees nothing of its network any more.",
                List.of(new Step.Run(Place.HOST, List.of("docker", "restart", joiner.name()))));
    }

    private static Stream<Finding> keepalived(Facts facts) {
        return facts.processes().stream()
                .filter(process ->
                        process.role() == Role.KEEPALIVED && !process.mentions().isEmpty())
                .map(process -> new Finding(
                        Pitfall.KEEPALIVED_BESIDE,
                        Certainty.LIKELY,
                        List.copyOf(process.mentions()),
                        process.owner().isEmpty() ? "this host" : "container " + process.owner(),
                        "keepalived runs (" + process.pid() + "), and its settings name "
                                + process.mentions().stream()
                                        .map(IpAddress::toString)
                                        .sorted()
                                        .collect(Collectors.joining(", ")),
                        "Two programs that hold one address take it from each other; when keepalived is killed it takes"
                                + " its IPVS services along.",
                        process.owner().isEmpty()
                                ? List.of(new Step.Run(
                                        Place.HOST, List.of("systemctl", "disable", "--now", "keepalived")))
                                : List.of(new Step.Advice(
                                        "take keepalived out of the image's start of " + process.owner()))));
    }

    private static Stream<Finding> unknown(Facts facts) {
        return facts.processes().stream()
                .filter(process -> process.role() == Role.UNKNOWN_SIDECAR)
                .map(process -> new Finding(
                        Pitfall.LABELS_MISSING,
                        Certainty.CERTAIN,
                        List.copyOf(process.mentions()),
                        process.owner().isEmpty() ? "process " + process.pid() : "container " + process.owner(),
                        "it runs with FAIRLEAD_VIP, and has no label io.fairlead.vip",
                        "The agent does not know it as a member: no fast failover, no guard, and no LAN VIP leads to it.",
                        List.of(new Step.Advice("labels: io.fairlead.vip: "
                                + process.mentions().stream()
                                        .map(IpAddress::toString)
                                        .collect(Collectors.joining(","))))));
    }
}
