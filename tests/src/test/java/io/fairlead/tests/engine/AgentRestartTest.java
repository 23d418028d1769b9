package io.fairlead.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.probe.Prober;
import io.fairlead.lab.probe.Probes;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Command;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.stack.AgentStatus;
import io.fairlead.lab.stack.Limits;
import io.fairlead.lab.stack.Stage;
import io.fairlead.lab.stack.StageSetting;
import io.fairlead.lab.stack.Waiting;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The host agent is killed while clients are served through what it put into the kernel. */
@Tag("engine")
class AgentRestartTest {
    /** From its name to the brace in the first column. */
    private static final Pattern GUARD = Pattern.compile("(?ms)^table bridge fairlead_guard \\{.*?^\\}\\n?");

    private static final Limits LIMITS = Limits.REAL_KERNEL;

    @Test
    void killedAndRestartedAgentCostsNoClientAConnectionAndAdoptsItsRules() {
        try (Cleanup cleanup = new Cleanup()) {
            Stage stage = new StageSetting("adopt", List.of(), cleanup, Progress.to(System.out)).raisePrivately();
            try (Prober client = stage.client(LIMITS)) {
                Waiting.until("clients answered", LIMITS.whole(), () -> served(client), stage.haproxies()::state);
                ServiceContainer agent = stage.stack().agent(stage.haproxies().api());
                long killed = agent.pid();
                Waiting.until("the agent healthy", LIMITS.whole(), agent::healthy, agent::status);
                String rules = rules(stage);
                long from = System.nanoTime();

                Command.of("kill", "-KILL", String.valueOf(killed)).check();
                Waiting.until(
                        "the agent running again",
                        LIMITS.whole(),
                        () -> agent.pid() != 0
                                && agent.pid() != killed
                                && stage.agentStatus()
                                        .filter(AgentStatus::serving)
                                        .isPresent(),
                        agent::status);

                Probes seen = client.since(from);
                assertThat(seen.failed()).as(seen.failures().toString()).isZero();
                assertThat(seen.count()).isGreaterThan(100);
                assertThat(rules(stage)).isEqualTo(rules).contains("dnat");
                assertThat(stage.engine()
                                .docker("exec", agent.id(), "fairlead", "doctor")
                                .run()
                                .out())
                        .as("in a healthy stack, from the agent's container")
                        .startsWith("Nothing found: 1 service, 3 networks");
            }
        }
    }

    private static boolean served(Prober client) {
        Probes latest = new Probes(client.probes().last(50));
        return latest.count() == 50 && latest.failed() == 0;
    }

    /** All rules but the guard's, which lives as long as its agent; without what counts packets. */
    private static String rules(Stage stage) {
        return GUARD.matcher(stage.engine()
                        .onHost("nft", "--stateless", "list", "ruleset")
                        .text())
                .replaceAll("")
                .strip();
    }
}
