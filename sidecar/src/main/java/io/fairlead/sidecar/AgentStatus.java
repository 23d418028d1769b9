package io.fairlead.sidecar;

/**
 * How the sidecar stands with the agent of its host, and what has been counted so far.
 *
 * @param connected it has welcomed us
 * @param connections how often it has
 * @param promotions orders to take an address that were followed
 * @param ignored orders that were not, being too late or none of ours
 */
public record AgentStatus(boolean connected, long connections, long promotions, long ignored) {
    /** Before the first connection. */
    public static final AgentStatus ALONE = new AgentStatus(false, 0, 0, 0);
}
