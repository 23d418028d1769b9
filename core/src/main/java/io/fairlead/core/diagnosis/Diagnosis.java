package io.fairlead.core.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Facts to findings. What only shows that something is wrong is told with its cause, and alone only if none was found. */
public final class Diagnosis {
    private static final List<Function<Facts, Stream<Finding>>> CAUSES = List.of(
            EngineRules::findings,
            KernelRules::findings,
            FilterRules::findings,
            HolderRules::findings,
            NeighbourRules::findings,
            RouterRules::findings,
            MemberRules::findings,
            ReachRules::causes);

    private Diagnosis() {}

    /** In the order in which to mend them. */
    public static List<Finding> of(Facts facts) {
        List<Finding> findings = new ArrayList<>();
        CAUSES.forEach(rules -> rules.apply(facts).forEach(findings::add));
        List<ReachRules.Failure> unexplained = new ArrayList<>();
        List<ReachRules.Failure> failures = ReachRules.failures(facts);
        for (ReachRules.Failure failure : failures) {
            if (findings.stream().noneMatch(failure::isExplainedBy)) {
                unexplained.add(failure);
            }
        }
        findings.replaceAll(finding -> finding.having(failures.stream()
                .filter(failure -> failure.isExplainedBy(finding))
                .map(ReachRules.Failure::words)
                .toList()));
        unexplained.stream().map(ReachRules.Failure::finding).distinct().forEach(findings::add);
        if (findings.isEmpty()) {
            AgentRules.complaints(facts).forEach(findings::add);
        }
        AgentRules.strangers(facts).forEach(findings::add);
        AgentRules.silence(facts).forEach(findings::add);
        return List.copyOf(findings);
    }
}
