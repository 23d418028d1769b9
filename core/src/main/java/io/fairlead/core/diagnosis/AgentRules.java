package io.fairlead.core.diagnosis;

import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the agent says, or that it says nothing. */
final class AgentRules {
    private AgentRules() {}

    static Stream<Finding> silence(Facts facts) {
        List<IpAddress> addresses =
                facts.published().map(Facts.Published::address).toList();
        if (facts.agent().answers() || addresses.isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(new Finding(
                Pitfall.AGENT_SILENT,
                Certainty.CERTAIN,
                addresses,
                "services " + facts.published().map(Facts.Published::name).collect(Collectors.joining(", ")),
                facts.agent().trouble(),
                "Without an agent nobody on this host takes the LAN VIP over or brings the forwarding in order, and a"
                        + " fault of a member is noticed by VRRP's timers alone.",
                List.of(new Step.Advice(
                        "docker compose up -d agent    (where the compose file is), or: fairlead run"))));
    }

    static Stream<Finding> strangers(Facts facts) {
        return facts.agent().strangers().stream()
                .map(name -> new Finding(
                        Pitfall.CHANNEL_MISSING,
                        Certainty.CERTAIN,
                        List.of(),
                        "container " + name,
                        "its sidecar is not connected to the agent",
                        "The agent cannot ask it to take the address over at once: a failover takes as long as VRRP's"
                                + " timers, and a planned stop is not handed over.",
                        List.of(new Step.Advice(
                                "compose: volumes: [/run/fairlead/channel:/run/fairlead/channel:ro]"))));
    }

    static Stream<Finding> complaints(Facts facts) {
        return facts.agent().problems().stream()
                .map(problem -> new Finding(
                        Pitfall.AGENT_COMPLAINS,
                        Certainty.CERTAIN,
                        List.of(),
                        "agent",
                        problem,
                        "The agent tells of it in `fairlead status`, and it tries again by itself.",
                        List.of(new Step.Advice("as the sentence above says"))));
    }
}
