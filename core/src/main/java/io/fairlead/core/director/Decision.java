package io.fairlead.core.director;

import io.fairlead.core.net.IpAddress;

/** What the agent must do, in the order of the list; {@code reason} is one line of words for log, status and metrics. */
public sealed interface Decision {
    String reason();

    /**
     * Take the service's address out of the member's network namespace from outside, after telling its sidecar
     * (Release) if it is connected, and read back that it is gone. Answered by exactly one
     * {@link DirectorEvent.FenceDone}, however late: there is no second Fence of this member before.
     */
    record Fence(String service, String member, IpAddress vip, String reason) implements Decision {}

    /**
     * Tell the member's sidecar to take the address.
     *
     * @param validUntilNanos on the director's clock (CLOCK_MONOTONIC); later the sidecar ignores it
     */
    record Promote(String service, String member, IpAddress vip, long validUntilNanos, String reason)
            implements Decision {}

    /** Ask the member's sidecar for a report at once (Ping): the latest one is older than what has happened since. */
    record Ask(String service, String member, IpAddress vip, String reason) implements Decision {}

    /** Ask the living holder to hand over. */
    record Resign(String service, String member, IpAddress vip, String reason) implements Decision {}

    /** Tell a living sidecar that the address is not its any more. */
    record Release(String service, String member, IpAddress vip, String reason) implements Decision {}

    /**
     * What the old holder still serves must reach it after {@code to} has taken the address, until {@link EndRelay}; and the
     * old holder must not answer for the address. Answered by {@link DirectorEvent.RelayDone}; the Promote waits for that.
     */
    record Relay(String service, String from, String to, IpAddress vip, String reason) implements Decision {}

    /** Tell the old holder that the relay stands: it may keep the address until its connections are finished. */
    record Retain(String service, String member, IpAddress vip, String reason) implements Decision {}

    /**
     * The old holder has let go: nothing is relayed any more. Answered by {@link DirectorEvent.RelayEnded}, and decided again
     * and again until it is; does nothing where nothing is relayed.
     */
    record EndRelay(String service, String from, String to, IpAddress vip, String reason) implements Decision {}

    /** The service's address is at this member now: the host's own neighbour entry must say so (P10). */
    record PointNeighbour(String service, String member, IpAddress vip, String reason) implements Decision {}

    /** Something an operator wants to know. */
    record Notify(String service, String reason) implements Decision {}
}
