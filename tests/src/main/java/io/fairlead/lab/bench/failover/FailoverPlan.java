package io.fairlead.lab.bench.failover;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run of the bench does.
 *
 * @param runs rounds of each fault for Fairlead; 0 leaves it out
 * @param runsKeepalived rounds of each fault for each form of keepalived
 * @param faults in the order of the rounds; none of them is a row of another's round
 * @param against the forms of keepalived
 */
public record FailoverPlan(int runs, int runsKeepalived, List<BenchFault> faults, List<KeepalivedForm> against) {
    public FailoverPlan {
        faults = List.copyOf(faults);
        against = List.copyOf(against);
    }

    /** Those that a contender can be measured with: keepalived has no agent, and a pause is the same to it as the freezer. */
    List<BenchFault> faultsOf(String form) {
        return faults.stream()
                .filter(fault -> form.equals(FairleadContender.KEY)
                        || (!fault.needsAgent() && !fault.isExtra() && fault != BenchFault.FREEZER))
                .toList();
    }

    List<Countdown.Kind> rounds() {
        List<Countdown.Kind> rounds = new ArrayList<>(rounds(FairleadContender.KEY, runs));
        against.forEach(form -> rounds.addAll(rounds(form.key(), runsKeepalived)));
        return rounds;
    }

    private List<Countdown.Kind> rounds(String form, int count) {
        List<Countdown.Kind> rounds = new ArrayList<>();
        for (BenchFault fault : faultsOf(form)) {
            for (int number = 0; number < count; number++) {
                rounds.add(new Countdown.Kind(form, fault));
            }
        }
        return rounds;
    }
}
