package io.fairlead.tests.simulation;

import java.util.Optional;

/** Runs histories by their seeds, and tells a failing one in full. */
final class Seeds {
    private Seeds() {}

    /** What went wrong in this history, if anything did. */
    static Optional<Violation> violation(long seed, Rules rules) {
        return violation(new Simulation(seed, rules, false));
    }

    private static Optional<Violation> violation(Simulation simulation) {
        try {
            simulation.run();
            return Optional.empty();
        } catch (Violation violation) {
            return Optional.of(violation);
        }
    }

    /** The history of a failing seed, lived again, with the words how to live it once more. */
    static String story(long seed, Rules rules) {
        Simulation again = new Simulation(seed, rules, true);
        String what = violation(again).map(Throwable::getMessage).orElse("nothing went wrong this time");
        return ("seed %d: %s%nreplay: mvn -pl tests -am test -Dtest=SimulationTest -Dsurefire.failIfNoSpecifiedTests=false "
                        + "-Dtest.args=-Dfairlead.seed=%d%n%s")
                .formatted(seed, what, seed, String.join("\n", again.world().trace()));
    }
}
