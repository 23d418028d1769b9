package io.fairlead.lab.bench.failover;

import java.util.List;

/**
 * All that a run of the bench found.
 *
 * @param problems contenders that were given up, and why
 */
public record FailoverResults(
        FailoverPlan plan, Machine machine, List<RoundResult> rounds, List<IdleWatch> idle, List<String> problems) {
    public FailoverResults {
        rounds = List.copyOf(rounds);
        idle = List.copyOf(idle);
        problems = List.copyOf(problems);
    }

    /** The measured rounds of a contender in a row. */
    public List<RoundResult> of(String form, BenchFault row) {
        return rounds.stream()
                .filter(RoundResult::measured)
                .filter(round -> round.form().equals(form) && round.row() == row)
                .toList();
    }

    /** Rounds in which something went wrong that is not the contender's answer to the fault. */
    public List<RoundResult> troubled() {
        return rounds.stream().filter(round -> !round.problem().isEmpty()).toList();
    }
}
