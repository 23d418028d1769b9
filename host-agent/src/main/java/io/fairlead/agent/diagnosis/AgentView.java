package io.fairlead.agent.diagnosis;

import io.fairlead.agent.status.StatusReport;
import io.fairlead.core.diagnosis.Facts;
import java.util.List;

/** What the running agent says. */
public interface AgentView {
    /**
     * Its answer.
     *
     * @param mode how it forwards: {@code ipvs}, {@code nftables}, {@code iptables} or {@code none}; empty if there is none
     */
    record Said(Facts.Agent agent, String mode) {
        public static Said nothing(String trouble) {
            return new Said(new Facts.Agent(trouble, false, false, List.of()), "");
        }

        /** What a status tells. */
        public static Said of(StatusReport status) {
            boolean moving = status.failover().stream()
                    .flatMap(service -> service.members().stream())
                    .anyMatch(member -> member.role().equals("resigning"));
            return new Said(
                    new Facts.Agent("", status.released(), moving, status.problems()),
                    status.forwarding().mode());
        }
    }

    Said said();
}
