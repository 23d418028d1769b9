package io.fairlead.agent.diagnosis;

import io.fairlead.agent.forwarding.KernelForwarding;
import io.fairlead.agent.status.FailoverReport;
import io.fairlead.agent.status.StatusReport;
import io.fairlead.core.diagnosis.Facts;
import java.util.List;
import java.util.stream.Stream;

/** What the running agent says. */
public interface AgentView {
    /**
     * Its answer.
     *
     * @param mode how it forwards: {@code ipvs}, {@code nftables}, {@code iptables} or {@code none}; empty if there is none
     */
    record Said(Facts.Agent agent, String mode) {
        public static Said nothing(String trouble) {
            return new Said(Facts.Agent.silent(trouble), "");
        }

        /** What a status tells. */
        public static Said of(StatusReport status) {
            boolean moving = status.failover().stream()
                    .flatMap(service -> service.members().stream())
                    .anyMatch(member -> member.role().equals("resigning"));
            List<String> strangers = status.failover().stream()
                    .flatMap(service -> service.members().stream())
                    .filter(member -> member.alive() && !member.connected() && !member.frozen())
                    .map(FailoverReport.Sidecar::name)
                    .distinct()
                    .toList();
            return new Said(
                    new Facts.Agent("", status.released(), moving, keepsPorts(status), strangers, status.problems()),
                    status.forwarding().mode());
        }

        private static boolean keepsPorts(StatusReport status) {
            return Stream.concat(status.problems().stream(), status.warnings().stream())
                    .noneMatch(each -> each.startsWith(KernelForwarding.NO_RULES));
        }
    }

    Said said();
}
