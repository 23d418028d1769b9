package io.fairlead.agent.diagnosis;

import java.time.Duration;

/**
 * How long to wait for what.
 *
 * @param answers to questions by ARP, all together
 * @param adverts of virtual routers
 * @param connection until it counts as silent
 */
public record Patience(Duration answers, Duration adverts, Duration connection) {
    /** A second is the interval that VRRP and keepalived have by default, and after which a lost SYN is repeated. */
    public static final Patience DEFAULT =
            new Patience(Duration.ofMillis(750), Duration.ofMillis(1300), Duration.ofMillis(1300));
}
