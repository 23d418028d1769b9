package io.fairlead.agent;

import io.fairlead.agent.forwarding.ForwardingStatus;
import io.fairlead.agent.lan.LanRouter;
import io.fairlead.core.director.Fitness;
import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.ServerHealth;
import io.fairlead.core.model.Model;
import io.fairlead.core.text.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the agent knows.
 *
 * @param model the latest one that had no problem
 * @param problems of the latest observation; while there are any, {@code model} is an older one
 * @param engine the description of the engine that was last connected
 * @param engineLost why the engine does not answer, and since when; empty: it does
 * @param routers those that shall run
 * @param health of the real servers that are checked
 * @param fitness of the members, by container
 * @param plan what shall be forwarded, made of all of this
 * @param released an operator wanted everything given up: nothing is held until the next start
 */
public record AgentState(
        Model model,
        List<Problem> problems,
        String engine,
        Optional<EngineLoss> engineLost,
        ForwardingStatus forwarding,
        Set<LanRouter> routers,
        Map<RealServer, ServerHealth> health,
        Map<String, Fitness> fitness,
        Plan plan,
        boolean released) {
    /**
     * The engine does not answer.
     *
     * @param since of this host's clock; {@link Instant#EPOCH}: it never did
     */
    public record EngineLoss(String reason, Instant since) {}

    /** Before anything was seen. */
    public static final AgentState INITIAL = new AgentState(
            Model.EMPTY,
            List.of(),
            "",
            Optional.of(new EngineLoss("not connected yet", Instant.EPOCH)),
            ForwardingStatus.NOT_YET,
            Set.of(),
            Map.of(),
            Map.of(),
            Plan.NOTHING,
            false);

    public AgentState {
        problems = List.copyOf(problems);
        routers = Set.copyOf(routers);
        health = Map.copyOf(health);
        fitness = Map.copyOf(fitness);
    }

    AgentState withModel(Model newModel, List<Problem> newProblems) {
        return new AgentState(
                newModel, newProblems, engine, engineLost, forwarding, routers, health, fitness, plan, released);
    }

    AgentState withEngine(String description, Optional<EngineLoss> lost) {
        return new AgentState(model, problems, description, lost, forwarding, routers, health, fitness, plan, released);
    }

    AgentState withForwarding(ForwardingStatus status) {
        return new AgentState(model, problems, engine, engineLost, status, routers, health, fitness, plan, released);
    }

    AgentState withRouters(Set<LanRouter> desired) {
        return new AgentState(
                model, problems, engine, engineLost, forwarding, desired, health, fitness, plan, released);
    }

    AgentState withHealth(Map<RealServer, ServerHealth> seen) {
        return new AgentState(model, problems, engine, engineLost, forwarding, routers, seen, fitness, plan, released);
    }

    AgentState withFitness(Map<String, Fitness> seen) {
        return new AgentState(model, problems, engine, engineLost, forwarding, routers, health, seen, plan, released);
    }

    /** With a plan of what is known now. */
    AgentState planned(long nowNanos) {
        Plan next = released ? Plan.NOTHING : Planner.plan(model, new Known(health, fitness), plan, nowNanos);
        return new AgentState(
                model, problems, engine, engineLost, forwarding, routers, health, fitness, next, released);
    }

    /** Who may not hold an address, or has a lower priority for it, by the checks; in words. */
    public List<String> handicaps() {
        return released ? List.of() : MemberRights.words(model, health);
    }

    AgentState asReleased() {
        return new AgentState(
                model, problems, engine, engineLost, forwarding, Set.of(), health, fitness, Plan.NOTHING, true);
    }
}
