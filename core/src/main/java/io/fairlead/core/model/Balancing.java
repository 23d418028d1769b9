package io.fairlead.core.model;

import io.fairlead.core.ipvs.ForwardingMethod;
import io.fairlead.core.ipvs.Persistence;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceFlag;
import io.fairlead.core.ipvs.Tunnel;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How the connections to a LAN address are shared out among the targets.
 *
 * @param sourceNat method {@code full-nat}: every client's address is replaced by this host's, so that answers come back
 *     whatever the target's routes are
 * @param upperThreshold connections of a target at which it takes no new ones; 0: no limit
 * @param lowerThreshold connections of a target at which it takes new ones again; 0: three quarters of the upper
 * @param drain how long at most a target that leaves may finish its connections; zero: it is taken out at once
 * @param outage what happens when targets fail
 */
public record Balancing(
        Scheduler scheduler,
        Set<ServiceFlag> flags,
        Optional<Persistence> persistence,
        ForwardingMethod method,
        Optional<Tunnel> tunnel,
        boolean sourceNat,
        int upperThreshold,
        int lowerThreshold,
        Targets targets,
        Duration drain,
        Outage outage) {
    /**
     * What happens when targets fail, and when they come back.
     *
     * @param quorum total weight of healthy targets that is needed, from 0
     * @param hysteresis how far above the quorum it is gained again, and how far below lost; below the quorum
     * @param sorry who answers while it is lost
     * @param inhibit a failed target stays with weight 0
     * @param warmUp how long a target's weight grows when it comes back; zero: it has all at once
     */
    public record Outage(int quorum, int hysteresis, Optional<Target> sorry, boolean inhibit, Duration warmUp) {
        public static final Outage DEFAULT = new Outage(1, 0, Optional.empty(), false, Duration.ZERO);
    }

    /** How long a target that leaves may finish its connections, if nothing else is said. */
    public static final Duration USUAL_DRAIN = Duration.ofMinutes(5);

    public Balancing {
        flags = Set.copyOf(flags);
    }

    /** NAT to the container VIP, without anything special. */
    public static Balancing plain(Scheduler scheduler) {
        return new Balancing(
                scheduler,
                Set.of(),
                Optional.empty(),
                ForwardingMethod.MASQ,
                Optional.empty(),
                false,
                0,
                0,
                new Targets.ContainerVip(),
                USUAL_DRAIN,
                Outage.DEFAULT);
    }

    /** A target's own thresholds, or these. */
    public int upperFor(OptionalInt own) {
        return own.orElse(upperThreshold);
    }

    /** As {@link #upperFor}. */
    public int lowerFor(OptionalInt own) {
        return own.orElse(lowerThreshold);
    }
}
