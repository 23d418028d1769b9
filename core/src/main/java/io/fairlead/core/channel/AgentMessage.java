package io.fairlead.core.channel;

import io.fairlead.core.health.Handicap;
import io.fairlead.core.net.IpAddress;

/** From the agent to a sidecar. A virtual router is named by its first virtual address. */
public sealed interface AgentMessage {
    /**
     * The answer to Hello.
     *
     * @param heartbeatMillis a Report is wanted at least so often
     */
    record Welcome(int protocol, int heartbeatMillis, String version) implements AgentMessage {}

    /**
     * Nobody else holds the address: take it now.
     *
     * @param validUntilNanos of CLOCK_MONOTONIC, which all containers of a host share: a sidecar that reads this later,
     *     because it was frozen, must ignore it
     */
    record Promote(IpAddress vip, long validUntilNanos, String reason) implements AgentMessage {}

    /** Hand over: serve until a successor is heard. */
    record Resign(IpAddress vip, String reason) implements AgentMessage {}

    /**
     * While you hand over: what is open at your side reaches you also when another has the address, until this connection or
     * your connections end.
     */
    record Retain(IpAddress vip, String reason) implements AgentMessage {}

    /** The address was, or is being, taken away from outside: it is not yours, do not put it back; be a Backup. */
    record Release(IpAddress vip, String reason) implements AgentMessage {}

    /** So much speaks against this member's holding the address, from now on and while this connection stands. */
    record Handicapped(IpAddress vip, Handicap handicap) implements AgentMessage {}

    /** Send a Report at once. */
    record Ping() implements AgentMessage {}
}
