package io.fairlead.agent;

import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.forwarding.ForwardingStatus;
import io.fairlead.core.director.Fitness;
import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.ServerHealth;
import io.fairlead.core.model.Observed;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What can happen to the agent. */
public sealed interface AgentEvent {
    /** The engine shows this; {@code engine} describes it. */
    record EngineSeen(Observed observed, String engine) implements AgentEvent {}

    /** The engine does not answer, for this reason; noticed at {@code at} of this host's clock. */
    record EngineLost(String reason, Instant at) implements AgentEvent {}

    /** Somebody stopped this container through the engine, at {@code at} of its clock. */
    record ContainerStopped(String container, Instant at) implements AgentEvent {}

    /** The kernel was brought to {@code desired}, as far as {@code status} says. */
    record ForwardingApplied(List<ForwardedService> desired, ForwardingStatus status) implements AgentEvent {}

    /** It is time to compare the kernel with what it should have. */
    record CheckDue() implements AgentEvent {}

    /** The checks find the real servers so. */
    record HealthSeen(Map<RealServer, ServerHealth> health) implements AgentEvent {
        public HealthSeen {
            health = Map.copyOf(health);
        }
    }

    /** The members can, or cannot, take connections at their own addresses; by container. */
    record MembersSeen(Map<String, Fitness> fitness) implements AgentEvent {
        public MembersSeen {
            fitness = Map.copyOf(fitness);
        }
    }

    /** An operator wants everything given up. */
    record ReleaseAsked() implements AgentEvent {}
}
