package io.fairlead.core.vrrp;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;

/** What can happen to a virtual router. */
public sealed interface Event {
    /**
     * Begin to take part.
     *
     * @param adopted the addresses are in place from an earlier life of this very router, which is to go on (P31)
     */
    record Startup(boolean adopted) implements Event {}

    /** Stop taking part: planned, or because this router may no longer hold the addresses (health). */
    record Shutdown() implements Event {}

    /** {@link VirtualRouterState#deadlineNanos} has passed. Firing early is harmless. */
    record TimerFired() implements Event {}

    /** A packet that passed {@link Reception}. */
    record AdvertisementReceived(Advertisement advertisement, IpAddress source) implements Event {}

    /** Our priority changed; 1–255. */
    record PriorityChanged(int priority) implements Event {}

    /** The kernel no longer has our addresses and we did not remove them. */
    record AddressesLost() implements Event {}

    /** Another station claims a virtual address (V51). */
    record DuplicateClaim(IpAddress address, MacAddress claimant) implements Event {}

    /** One who knows that nobody holds the addresses says: take them now (P45). */
    record TakeOver() implements Event {}

    /** An action could not be carried out; the actions after it were not tried. */
    record ActionFailed(Action action, String reason) implements Event {}
}
