package io.fairlead.agent.check;

import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.ServerHealth;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The checks of the agent. What runs them is only made when something is checked. The loop's thread. */
public final class Checks implements AutoCloseable {
    private final CheckSurroundings surroundings;
    private final Consumer<Map<RealServer, ServerHealth>> told;
    private Optional<CheckRunner> runner = Optional.empty();

    /** {@code told} gets the health of all servers when a verdict or a weight has changed, on a thread of the checks. */
    public Checks(CheckSurroundings surroundings, Consumer<Map<RealServer, ServerHealth>> told) {
        this.surroundings = surroundings;
        this.told = told;
    }

    /** Has exactly these checked. */
    public void bring(Collection<CheckTarget> targets) {
        if (runner.isEmpty() && !targets.isEmpty()) {
            runner = Optional.of(new CheckRunner(surroundings, told));
        }
        runner.ifPresent(present -> present.bring(targets));
    }

    /** What is known at the moment. */
    public CheckReport report() {
        return runner.map(CheckRunner::report).orElse(CheckReport.NOTHING);
    }

    @Override
    public void close() {
        runner.ifPresent(CheckRunner::close);
    }
}
