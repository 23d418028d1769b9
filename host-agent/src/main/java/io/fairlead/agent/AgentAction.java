package io.fairlead.agent;

import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.agent.lan.LanRouter;
import io.fairlead.core.channel.AgentMessage.Handicapped;
import io.fairlead.core.check.CheckTarget;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the world must do. All are idempotent. */
public sealed interface AgentAction {
    /** Have exactly these forwarded; answered by {@link AgentEvent.ForwardingApplied}. */
    record ApplyForwarding(List<ForwardedService> desired) implements AgentAction {
        public ApplyForwarding {
            desired = List.copyOf(desired);
        }
    }

    /** Have exactly these virtual routers running; those that no longer shall run give their address up. */
    record RunRouters(Set<LanRouter> desired) implements AgentAction {
        public RunRouters {
            desired = Set.copyOf(desired);
        }
    }

    /** Have exactly these checked; answered by {@link AgentEvent.HealthSeen}, and again at each change. */
    record RunChecks(List<CheckTarget> desired) implements AgentAction {
        public RunChecks {
            desired = List.copyOf(desired);
        }
    }

    /** Tell the sidecars what the checks have against their members' right to their addresses; by container. */
    record TellHandicaps(Map<String, Handicapped> handicaps) implements AgentAction {
        public TellHandicaps {
            handicaps = Map.copyOf(handicaps);
        }
    }

    /** Tell the operator. */
    record Say(Level level, String text) implements AgentAction {}

    /** How loud. */
    enum Level {
        INFO,
        WARNING
    }
}
