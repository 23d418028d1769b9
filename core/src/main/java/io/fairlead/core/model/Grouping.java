package io.fairlead.core.model;

import io.fairlead.core.text.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Puts members of the same container VIP together, and finds those that contradict each other. */
final class Grouping {
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    /** The members of one container VIP, all with equal labels. */
    record Group(String name, List<Candidate> members) {
        MemberLabels labels() {
            return members.getFirst().labels();
        }
    }

    List<Problem> problems() {
        return problems;
    }

    List<Problem> warnings() {
        return warnings;
    }

    List<Group> group(List<Candidate> candidates) {
        Map<String, List<Candidate>> byVip = candidates.stream()
                .collect(
                        Collectors.groupingBy(c -> c.labels().canonical(Label.VIP), TreeMap::new, Collectors.toList()));
        findOneNameForTwoVips(candidates);
        List<List<Candidate>> groups =
                byVip.values().stream().map(this::withoutDissentingEnded).toList();
        groups.forEach(this::findContradictions);
        return named(groups);
    }

    private void findOneNameForTwoVips(List<Candidate> candidates) {
        candidates.stream()
                .filter(c -> c.labels().service().isPresent() && !c.hasEnded())
                .collect(Collectors.groupingBy(
                        c -> c.labels().canonical(Label.SERVICE), TreeMap::new, Collectors.toList()))
                .values()
                .forEach(sameName -> findContradiction(sameName, Label.VIP));
    }

    private List<Candidate> withoutDissentingEnded(List<Candidate> members) {
        List<Candidate> present = members.stream().filter(c -> !c.hasEnded()).toList();
        if (present.isEmpty()) {
            return members;
        }
        List<Candidate> kept = new ArrayList<>(present);
        for (Candidate ended : members) {
            if (ended.hasEnded() && agree(ended, present.getFirst())) {
                kept.add(ended);
            } else if (ended.hasEnded()) {
                warnings.add(new Problem(
                        "container " + ended.name(),
                        "has ended and its labels contradict those of "
                                + present.getFirst().name() + ", so it is ignored",
                        "remove it, or make it again with the same labels"));
            }
        }
        return kept;
    }

    private static boolean agree(Candidate a, Candidate b) {
        return Arrays.stream(Label.values())
                .allMatch(label -> a.labels().canonical(label).equals(b.labels().canonical(label)));
    }

    private void findContradictions(List<Candidate> members) {
        for (Label label : Label.values()) {
            findContradiction(members, label);
        }
    }

    private void findContradiction(List<Candidate> members, Label label) {
        if (members.stream().map(c -> c.labels().canonical(label)).distinct().count() < 2) {
            return;
        }
        String names = members.stream().map(Candidate::name).sorted().collect(Collectors.joining(", "));
        String says = members.stream().map(c -> says(c, label)).sorted().collect(Collectors.joining(", "));
        problems.add(new Problem(
                "containers " + names + ", label " + label.key(),
                "contradictory: " + says,
                "give all members of a service the same value"));
    }

    private static String says(Candidate candidate, Label label) {
        String value = candidate.labels().canonical(label);
        return candidate.name() + (value.isEmpty() ? " has none" : " says " + value);
    }

    /** Two VIPs of one compose project must not get the same derived name. */
    private static List<Group> named(List<List<Candidate>> groups) {
        Map<String, Long> uses = groups.stream()
                .map(members -> plainName(members.getFirst()))
                .collect(Collectors.groupingBy(name -> name, LinkedHashMap::new, Collectors.counting()));
        return groups.stream()
                .map(members -> {
                    Candidate first = members.getFirst();
                    String name = plainName(first);
                    boolean unclear =
                            uses.get(name) > 1 && first.labels().service().isEmpty();
                    return new Group(unclear ? name + "-" + first.labels().vip() : name, members);
                })
                .toList();
    }

    private static String plainName(Candidate candidate) {
        return candidate.labels().service().orElseGet(candidate::derivedServiceName);
    }
}
