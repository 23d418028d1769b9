package io.fairlead.agent.status;

import io.fairlead.agent.member.GuardView;
import java.util.List;
import java.util.Map;

/**
 * The agent's state at one moment, for people and machines; the names are those of the JSON. Absent texts are empty, so that
 * every key is always there.
 *
 * @param asOf when it was made, ISO 8601 with offset Z; a reader compares it with its own clock
 * @param released an operator wanted everything given up
 * @param problems what is wrong now; {@code services} may be older for it
 */
public record StatusReport(
        String version,
        String asOf,
        boolean released,
        EngineReport engine,
        ForwardingReport forwarding,
        List<ServiceReport> services,
        List<FailoverReport> failover,
        List<RestartReport> restarts,
        List<ServerReport> checks,
        GuardView guard,
        List<String> problems,
        List<String> warnings) {
    public StatusReport {
        services = List.copyOf(services);
        // An older agent says nothing of it.
        failover = failover == null ? List.of() : List.copyOf(failover);
        restarts = restarts == null ? List.of() : List.copyOf(restarts);
        checks = checks == null ? List.of() : List.copyOf(checks);
        guard = guard == null ? GuardView.UNKNOWN : guard;
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }

    /**
     * The engine.
     *
     * @param trouble why it does not answer, or empty
     * @param lostAt since when, ISO 8601 with offset Z; empty: it answers, or never did
     */
    public record EngineReport(String description, boolean connected, String trouble, String lostAt) {
        public EngineReport {
            lostAt = lostAt == null ? "" : lostAt;
        }
    }

    /**
     * How the host forwards.
     *
     * @param mode none, ipvs, nftables or iptables
     * @param rules in which form rules were written, and why; empty: none were
     * @param ipvs what the agent has set for IPVS as a whole; null from an agent that is older
     */
    public record ForwardingReport(
            String mode, String reason, String rules, Map<String, String> sysctls, Map<String, String> ipvs) {
        public ForwardingReport {
            rules = rules == null ? "" : rules;
            ipvs = ipvs == null ? Map.of() : ipvs;
        }
    }

    /**
     * One service.
     *
     * @param vip the container VIP; empty for one that fairlead.conf defines, which has neither network nor members
     * @param bridge the host's interface on the network, or empty
     * @param lan null without a LAN VIP
     */
    public record ServiceReport(
            String name,
            String vip,
            String network,
            String bridge,
            ActiveReport active,
            LanReport lan,
            List<MemberReport> members) {
        public ServiceReport {
            members = List.copyOf(members);
        }
    }

    /**
     * Who holds the container VIP, as heard on the bridge.
     *
     * @param container empty if unknown, or not a member
     * @param address that the advertisements come from, or empty
     * @param heardMillisAgo −1 if unknown
     * @param why it is unknown, or empty
     */
    public record ActiveReport(String container, String address, long heardMillisAgo, String why) {
        public boolean isKnown() {
            return !address.isEmpty();
        }
    }

    /**
     * The LAN side.
     *
     * @param vrid 0: this host alone holds the address
     * @param state active, backup, resigning, initialize, or held-back: not taking part
     * @param why the state is not what one would like, or empty
     */
    public record LanReport(
            String address, String interfaceName, int vrid, String state, String why, List<PortReport> ports) {
        public LanReport {
            ports = List.copyOf(ports);
        }
    }

    /**
     * One port, or firewall mark, of the LAN VIP.
     *
     * @param lanPort 0: every port, or a mark
     * @param vipPort of the targets, unless they have their own; 0: the client's
     * @param protocol tcp, udp, sctp, or {@code mark 7}
     * @param inPlace whether the kernel has it
     * @param method nat, full-nat, dr or tunnel
     * @param targets with their weights, while it is in place
     */
    public record PortReport(
            int lanPort,
            int vipPort,
            String protocol,
            String scheduler,
            boolean inPlace,
            String method,
            List<String> targets) {
        public PortReport {
            // An older agent says nothing of them.
            method = method == null ? "nat" : method;
            targets = targets == null ? List.of() : List.copyOf(targets);
        }
    }

    /** A container; {@code state} in the engine's words. */
    public record MemberReport(String name, String id, String state, List<String> addresses) {
        public MemberReport {
            addresses = List.copyOf(addresses);
        }
    }
}
