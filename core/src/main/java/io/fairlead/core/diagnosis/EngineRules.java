package io.fairlead.core.diagnosis;

import io.fairlead.core.model.Container;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Network;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.text.Problem;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the container engine says: labels, networks, published ports. */
final class EngineRules {
    /** Of the engine's API: with what lies between the two Fairlead is tried. */
    private static final int MAJOR = 1;

    private static final int OLDEST = 41;
    private static final int NEWEST = 44;

    /** An engine's clock on the same host is this one; what is read later may seem younger by so much. */
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    private EngineRules() {}

    static Stream<Finding> findings(Facts facts) {
        return Stream.of(
                        silent(facts),
                        version(facts),
                        facts.problems().stream()
                                .filter(problem -> !isKept(problem, facts))
                                .map(EngineRules::ofLabels),
                        clock(facts),
                        facts.model().services().stream().flatMap(service -> multicast(service, facts)))
                .flatMap(found -> found);
    }

    private static Stream<Finding> silent(Facts facts) {
        return facts.engine().trouble().isEmpty()
                ? Stream.empty()
                : Stream.of(new Finding(
                        Pitfall.ENGINE_SILENT,
                        Certainty.CERTAIN,
                        List.of(),
                        "container engine",
                        facts.engine().trouble(),
                        "Which containers are members, and where, cannot be known; nothing that depends on it was looked"
                                + " at.",
                        List.of(new Step.Run(Place.HOST, List.of("systemctl", "restart", "docker")))));
    }

    private static Stream<Finding> version(Facts facts) {
        String[] parts = facts.engine().api().split("\\.", -1);
        if (parts.length != 2 || !facts.engine().api().matches("[0-9]{1,3}\\.[0-9]{1,3}")) {
            return Stream.empty();
        }
        int minor = Integer.parseInt(parts[1]);
        boolean tried = Integer.parseInt(parts[0]) == MAJOR && minor >= OLDEST && minor <= NEWEST;
        return tried
                ? Stream.empty()
                : Stream.of(new Finding(
                        Pitfall.ENGINE_VERSION,
                        Certainty.POSSIBLE,
                        List.of(),
                        "container engine",
                        "it speaks version " + facts.engine().api() + " of its API with Fairlead",
                        "Fairlead knows the answers of " + MAJOR + "." + OLDEST + " to " + MAJOR + "." + NEWEST
                                + "; of others it may misread some.",
                        List.of(new Step.Advice("update " + (minor < OLDEST ? "Docker" : "Fairlead")))));
    }

    /** A port that others publish too does no harm where the agent's rules come first. */
    private static boolean isKept(Problem problem, Facts facts) {
        return problem.about().equals("P26") && facts.agent().keepsPorts();
    }

    private static Finding ofLabels(Problem problem) {
        Pitfall pitfall = switch (problem.about()) {
            case "P07" -> Pitfall.VIP_NOT_RESERVED;
            case "P09" -> Pitfall.LAN_VIP_BY_HAND;
            case "P26" -> Pitfall.PORT_PUBLISHED;
            case "P40" -> Pitfall.VRID_CLASH;
            default -> Pitfall.LABELS_WRONG;
        };
        return new Finding(
                pitfall,
                Certainty.CERTAIN,
                List.of(),
                problem.where(),
                problem.what(),
                why(pitfall),
                List.of(new Step.Advice(problem.mend())));
    }

    private static String why(Pitfall pitfall) {
        return switch (pitfall) {
            case VIP_NOT_RESERVED ->
                "Two containers with one address: clients reach the one or the other, and the sidecars give it up.";
            case LAN_VIP_BY_HAND ->
                "Whoever put it there goes on answering for it when another host should; the agent does not touch it.";
            case PORT_PUBLISHED ->
                "The engine's rule rewrites these connections before IPVS sees them: they reach that container, and"
                        + " only that one. The agent's own rule, which would come first, is not there.";
            case VRID_CLASH -> "Routers of the same number depose each other.";
            default -> "The agent leaves services as they are while labels are in question.";
        };
    }

    private static Stream<Finding> clock(Facts facts) {
        String later = facts.observed().containers().stream()
                .filter(container ->
                        container.upkeep().startedAt().isAfter(facts.now().plus(TOLERANCE)))
                .map(Container::name)
                .sorted()
                .collect(Collectors.joining(", "));
        return later.isEmpty()
                ? Stream.empty()
                : Stream.of(new Finding(
                        Pitfall.CLOCK_BEHIND,
                        Certainty.CERTAIN,
                        List.of(),
                        "this host",
                        "its clock says " + facts.now().truncatedTo(java.time.temporal.ChronoUnit.SECONDS) + ", and "
                                + later + " started later than that",
                        "The engine's events are asked for by time: some are missed until the clock has caught up.",
                        List.of(new Step.Run(Place.HOST, List.of("timedatectl", "set-ntp", "true")))));
    }

    private static Stream<Finding> multicast(Service service, Facts facts) {
        return facts.observed().networks().stream()
                .filter(network -> network.name().equals(service.segment().network()))
                .filter(network -> network.driver().equals("overlay"))
                .map(network -> noMulticast(service, network));
    }

    private static Finding noMulticast(Service service, Network network) {
        String peers = service.members().stream()
                .map(Member::addresses)
                .flatMap(List::stream)
                .map(IpAddress::toString)
                .collect(Collectors.joining(","));
        return new Finding(
                Pitfall.NO_MULTICAST,
                Certainty.LIKELY,
                List.of(service.vip()),
                "service " + service.name(),
                "network " + network.name() + " is an overlay",
                "VRRP goes to a multicast address by default, and an overlay carries none: every member takes the VIP.",
                List.of(new Step.Advice(
                        "environment: FAIRLEAD_PEERS: " + (peers.isEmpty() ? "the members' addresses" : peers))));
    }
}
