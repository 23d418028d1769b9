package io.fairlead.core.vrrp;

import io.fairlead.core.net.IpAddress;

/**
 * The state machine of RFC 9568 section 6.4 as a pure function.
 *
 * <pre>
 *                     Startup (255, adopted)
 *          ┌──────────────────────────────────────────┐
 *          │                        down timer,       ▼
 *  ┌───────┴────┐ Startup ┌────────┐ TakeOver    ┌────────┐ Resign  ┌───────────┐
 *  │ Initialize ├────────►│ Backup ├────────────►│ Active ├────────►│ Resigning │
 *  └────────────┘         └────────┘◄────────────┴────────┘         └───────────┘
 *     ▲ ▲    Shutdown, refused │   heard a better one, │ Shutdown       │ another was heard,
 *     │ └──────────────────────┘   slept, failed       │                │ time is up
 *     └────────────────────────────────────────────────┴────────────────┘
 * </pre>
 *
 * @param primaryAddress the address that our advertisements come from: breaks ties (V36)
 */
public record VirtualRouter(VirtualRouterConfig config, IpAddress primaryAddress) {
    public VirtualRouter {
        if (primaryAddress.family() != config.family()) {
            throw new IllegalArgumentException("advertisements for " + config.plainAddresses() + " cannot come from "
                    + primaryAddress + ", which is of the other family");
        }
    }

    /** Where every life begins. */
    public VirtualRouterState initial() {
        return new VirtualRouterState.Initialize(config.priority());
    }

    /** The next state and the ordered actions; {@code nowNanos} is of one monotonic clock, at least 0. */
    public Transition step(VirtualRouterState state, Event event, long nowNanos) {
        return switch (state) {
            case VirtualRouterState.Initialize s -> new FromInitialize(this, s, nowNanos).on(event);
            case VirtualRouterState.Backup s -> new FromBackup(this, s, nowNanos).on(event);
            case VirtualRouterState.Active s -> new FromActive(this, s, nowNanos).on(event);
            case VirtualRouterState.Resigning s -> new FromResigning(this, s, nowNanos).on(event);
        };
    }

    /**
     * Whether so much time has passed that others may have taken our place (V46): since the actions at hand were decided,
     * or since what {@code state} stands for. Then none of them that claims something may be carried out: drop them and
     * step with {@link Event.TimerFired}.
     *
     * @param decidedNanos the {@code nowNanos} of the step that gave the actions
     */
    public boolean overslept(VirtualRouterState state, long decidedNanos, long nowNanos) {
        return nowNanos - decidedNanos > Timers.earliestTakeover(config).toNanos()
                || switch (state) {
                    case VirtualRouterState.Initialize _ -> false;
                    case VirtualRouterState.Backup s -> new FromBackup(this, s, nowNanos).overslept();
                    case VirtualRouterState.Active s -> new FromActive(this, s, nowNanos).overslept();
                    case VirtualRouterState.Resigning s -> new FromResigning(this, s, nowNanos).overslept();
                };
    }

    /**
     * An advertisement of this virtual router as the octets behind the IP header.
     *
     * @param priority 0–255
     * @param destination the group or a peer: it goes into the checksum
     */
    public byte[] encode(int priority, IpAddress destination) {
        Advertisement advertisement = new Advertisement(
                config.version(),
                config.virtualRouterId(),
                priority,
                config.advertisementIntervalCentis(),
                config.plainAddresses());
        return AdvertisementPacket.encode(
                advertisement, config.checksumForm(), config.authentication(), primaryAddress, destination);
    }
}
