package io.fairlead.lab.bench.failover;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A row of the table: a fault of the budgets table, or what follows one of them in the same round. */
public enum BenchFault {
    KILL("kill", "docker kill"),
    PAUSE("pause", "docker pause"),
    /** Follows PAUSE in its round. */
    NEW_CLIENTS("new-clients", "then 100 new clients, neighbour cache flushed"),
    /** Follows PAUSE in its round. */
    UNPAUSE("unpause", "docker unpause"),
    STOP("stop", "docker stop"),
    HAPROXY_KILL("haproxy-kill", "kill -9 of HAProxy"),
    HAPROXY_HUNG("haproxy-hung", "SIGSTOP of HAProxy"),
    SIDECAR_KILL("sidecar-kill", "kill -9 of the sidecar (keepalived)"),
    AGENT_DEAD_KILL("agent-dead+kill", "agent dead, then docker kill"),
    AGENT_RESTART("agent-restart", "agent killed and started again"),
    FREEZER("freezer", "frozen through the freezer, behind Docker's back"),
    WORKER_KILL("worker-kill", "kill -9 of HAProxy's worker, its master lives"),
    SIDECAR_HUNG("sidecar-hung", "SIGSTOP of the sidecar"),
    LINK_DOWN("link-down", "the container's link taken down");

    private final String key;
    private final String words;

    BenchFault(String key, String words) {
        this.key = key;
        this.words = words;
    }

    /** For machines and command lines. */
    public String key() {
        return key;
    }

    /** For people. */
    public String words() {
        return words;
    }

    /** What Fairlead promises. */
    public Budget budget() {
        return switch (this) {
            case KILL, HAPROXY_KILL, SIDECAR_KILL, WORKER_KILL -> Budget.of(10, 30);
            case PAUSE -> Budget.of(25, 60);
            case FREEZER -> Budget.of(65, 100);
            case HAPROXY_HUNG -> Budget.of(600, 800);
            // No worse than the protocol's timers.
            case AGENT_DEAD_KILL, SIDECAR_HUNG, LINK_DOWN -> Budget.of(350, 450);
            case NEW_CLIENTS, UNPAUSE, STOP, AGENT_RESTART -> Budget.NONE_FAILED;
        };
    }

    /** The fault whose round measures this row: itself for most. */
    public BenchFault round() {
        return this == NEW_CLIENTS || this == UNPAUSE ? PAUSE : this;
    }

    /** The rows that a round of this fault measures. */
    public List<BenchFault> rows() {
        return Arrays.stream(values()).filter(each -> each.round() == this).toList();
    }

    /** Whether it belongs to the failure table alone: measured when it is asked for, and with Fairlead only. */
    public boolean isExtra() {
        return this == WORKER_KILL || this == SIDECAR_HUNG || this == LINK_DOWN;
    }

    /** Whether it is something done to the agent, of which keepalived has none. */
    public boolean needsAgent() {
        return this == AGENT_DEAD_KILL || this == AGENT_RESTART;
    }

    /** For how long clients are watched, however soon they are answered: lost handshakes are known after a second. */
    Duration observed() {
        return switch (this) {
            case KILL,
                    PAUSE,
                    NEW_CLIENTS,
                    HAPROXY_KILL,
                    HAPROXY_HUNG,
                    SIDECAR_KILL,
                    AGENT_DEAD_KILL,
                    FREEZER,
                    WORKER_KILL,
                    SIDECAR_HUNG,
                    LINK_DOWN -> Duration.ofMillis(1100);
            case UNPAUSE, STOP -> Duration.ofMillis(1500);
            case AGENT_RESTART -> Duration.ofSeconds(3);
        };
    }

    /** The one called {@code key}. */
    public static Optional<BenchFault> of(String key) {
        return Arrays.stream(values()).filter(each -> each.key.equals(key)).findFirst();
    }
}
