package io.fairlead.tests.simulation;

import java.util.Optional;

/** Runs histories of the agent by their seeds, and tells a failing one in full. */
final class AgentSeeds {
    private AgentSeeds() {}

    static Optional<Violation> violation(long seed, DirectorRules rules) {
        return violation(new AgentSimulation(seed, rules, false));
    }

    private static Optional<Violation> violation(AgentSimulation simulation) {
        try {
            simulation.run();
            return Optional.empty();
        } catch (Violation violation) {
            return Optional.of(violation);
        }
    }

    /** The history of a failing seed, lived again, with the words how to live it once more. */
    static String story(long seed, DirectorRules rules) {
        AgentSimulation again = new AgentSimulation(seed, rules, true);
        String what = violation(again).map(Throwable::getMessage).orElse("nothing went wrong this time");
        return ("seed %d: %s%nreplay: mvn -pl tests -am test -Dtest=AgentSimulationTest "
                        + "-Dsurefire.failIfNoSpecifiedTests=false -Dtest.args=-Dfairlead.seed=%d%n%s")
                .formatted(seed, what, seed, String.join("\n", again.world().trace()));
    }
}
