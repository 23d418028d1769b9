package io.fairlead.core.vrrp;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import java.time.Duration;

/** What can happen to a virtual router. */
public sealed interface Event {
    /**
     * Begin to take part.
     *
     * @param adopted the addresses are in place from an earlier life of this very router, which is to go on (P31)
     */
    record Startup(boolean adopted) implements Event {}

    /** Stop at once: because this router may no longer hold the addresses (health), or because there is no time. */
    record Shutdown() implements Event {}

    /**
     * Stop without a gap: say that the addresses are free, but keep serving until another router has taken them, or until
     * each of the others had its chance (make before break).
     */
    record Resign() implements Event {}

    /**
     * As {@link Resign}, while one who knows all the others chooses and tells the next one: nothing is said to them but that
     * we are still there, until another has taken the addresses.
     *
     * @param within if none has by then, they are told that the addresses are free; until then a Resign says that nobody
     *     chooses any more
     */
    record HandOver(Duration within) implements Event {}

    /**
     * What is open here reaches us although another has the addresses, and nobody but its owners looks for them here: a
     * resigning router keeps them until it is told to shut down, or until {@code untilNanos}; a Resign says that nothing
     * reaches us any more.
     */
    record Retain(long untilNanos) implements Event {}

    /**
     * {@link VirtualRouterState#deadlineNanos} has passed. Firing early is harmless. What has been received already must
     * be handed in first, or a router that was late itself takes the others for gone.
     */
    record TimerFired() implements Event {}

    /** A packet that passed {@link Reception}. */
    record AdvertisementReceived(Advertisement advertisement, IpAddress source) implements Event {}

    /**
     * Our priority changed, for instance with our health. An address owner's never does.
     *
     * @param priority 1–254
     */
    record PriorityChanged(int priority) implements Event {
        public PriorityChanged {
            if (priority < 1 || priority > 254) {
                throw new IllegalArgumentException(
                        "a priority that changes is 1 to 254 (255 is the address owner's), not " + priority);
            }
        }
    }

    /** The kernel no longer has our addresses and we did not remove them. */
    record AddressesLost() implements Event {}

    /**
     * Another station claims a virtual address: unasked (V51), or answering {@link Action.ProbeAddresses} (P07). See
     * {@link AddressClaim}.
     */
    record DuplicateClaim(IpAddress address, MacAddress claimant) implements Event {}

    /** One who knows that nobody holds the addresses says: take them now (P45). */
    record TakeOver() implements Event {}

    /**
     * One who has taken the addresses from us, or is about to, says: they are not yours any more. What has become of them in
     * the kernel is known to him alone.
     *
     * @param reason one line of words
     */
    record Deposed(String reason) implements Event {}

    /** One who hands over better than we could preempt is there ({@code held}), or is gone; an address owner does not care. */
    record PreemptionHeld(boolean held) implements Event {}

    /** An action could not be carried out; the actions after it were not tried. */
    record ActionFailed(Action action, String reason) implements Event {}
}
