package io.fairlead.core.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * How connections to a LAN address are shared out: the same names as labels ({@code io.fairlead.scheduler}) and in
 * fairlead.conf ({@code services.NAME.scheduler}).
 */
public enum BalancingKey {
    /** How the kernel picks a target. */
    SCHEDULER("scheduler", "wlc"),
    /** Flags of schedulers that have some: {@code fallback}, {@code port}; for sh and mh. */
    SCHEDULER_FLAGS("scheduler-flags", "fallback,port"),
    /** How packets get to a target: {@code nat}, {@code full-nat}, {@code dr} or {@code tunnel}. */
    METHOD("method", "nat"),
    /** Of method tunnel: {@code ipip}, {@code gre[/csum]} or {@code gue:PORT[/csum|/remcsum]}. */
    TUNNEL("tunnel", "gue:6080"),
    /** How long a client is remembered after its last connection. */
    PERSISTENCE("persistence", "50 s"),
    /** How much of a client's address counts for that: {@code 24}, {@code 255.255.255.0}. */
    PERSISTENCE_NETMASK("persistence-netmask", "24"),
    /** Whether each UDP datagram is scheduled by itself. */
    ONE_PACKET("one-packet", "on"),
    /** Connections of a target at which it takes no new ones. */
    UPPER_THRESHOLD("upper-threshold", "1000"),
    /** Connections of a target at which it takes new ones again. */
    LOWER_THRESHOLD("lower-threshold", "800"),
    /** {@code vip}, {@code members}, or {@code address[:port] [weight=N] [upper=N] [lower=N]}, separated by commas. */
    TARGETS("targets", "members"),
    /** How long at most a target that leaves may finish its connections. */
    DRAIN("drain", "5 m"),
    /** Total weight of healthy targets below which the sorry server takes over. */
    QUORUM("quorum", "1"),
    /** By how much the total weight must be above, or below, the quorum to count as gained, or lost. */
    QUORUM_HYSTERESIS("quorum-hysteresis", "0"),
    /** Who answers when the quorum is lost: {@code address[:port]}. */
    SORRY("sorry", "192.168.1.9:80"),
    /** Whether a failed target stays with weight 0, so that its connections go on, instead of being taken out. */
    INHIBIT_ON_FAILURE("inhibit-on-failure", "on"),
    /** How long the weight of a target grows when it comes back. */
    WARM_UP("warm-up", "30 s");

    private final String text;
    private final String example;

    BalancingKey(String text, String example) {
        this.text = text;
        this.example = example;
    }

    /** As it is written, without what comes before: {@code persistence-netmask}. */
    public String text() {
        return text;
    }

    /** A value, for messages. */
    public String example() {
        return example;
    }

    /** The key that is written so. */
    public static Optional<BalancingKey> of(String text) {
        return Arrays.stream(values()).filter(key -> key.text.equals(text)).findFirst();
    }
}
