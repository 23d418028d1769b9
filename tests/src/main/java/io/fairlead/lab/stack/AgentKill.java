package io.fairlead.lab.stack;

import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.fault.ServiceContainer;

/**
 * The host agent's process is killed, and the engine starts it again: nothing in the kernel may change by that, and no client
 * may fail.
 */
public record AgentKill(Stage stage, FaultRun faultRun) {
    /** Over when another process of the agent says that it serves, with the same rules in the kernel as before. */
    public FaultResult run(String forwarding) {
        ServiceContainer agent = stage.stack().agent(stage.haproxies().api());
        long killed = agent.pid();
        String rules = ForwardingRules.of(stage.engine(), forwarding);
        String holder = stage.haproxies().holder().name();
        FaultResult result = faultRun.run(
                Fault.KILL_AGENT,
                agent,
                holder,
                new FaultRun.Condition(
                        "another agent serves, with the same rules",
                        () -> servesAgain(agent, killed)
                                && ForwardingRules.of(stage.engine(), forwarding)
                                        .equals(rules)));
        return result.failed() == 0
                ? result
                : result.failing("the agent's death cost " + result.failed() + " clients their connection");
    }

    private static boolean servesAgain(ServiceContainer agent, long killed) {
        long now = agent.pid();
        return now != 0
                && now != killed
                && AgentStatus.overHttp(agent).filter(AgentStatus::serving).isPresent();
    }
}
