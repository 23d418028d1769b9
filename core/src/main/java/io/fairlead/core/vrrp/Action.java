package io.fairlead.core.vrrp;

/**
 * What the world must do, in the order of the list. All are idempotent. If one fails the rest is not tried and the
 * failure is the next event: {@link Event.ActionFailed}. Before each one that sends, ask
 * {@link VirtualRouter#overslept}: the process may have been frozen in the middle of the list.
 */
public sealed interface Action {
    /** Send an advertisement with this priority, 0–255, to the group or to every peer. */
    record SendAdvertisement(int priority) implements Action {}

    /** Have all virtual addresses in place with the configured lease. */
    record InstallAddresses() implements Action {}

    /** We hold the addresses: have them in place for another lease from now (V47). */
    record RenewLease() implements Action {}

    /** Have none of them. */
    record RemoveAddresses() implements Action {}

    /** Gratuitous ARP or unsolicited NA, once for each address that the kernel still has (P12). */
    record AnnounceAddresses() implements Action {}

    /** Ask the network whether a station has one of them already (P07); an answer is {@link Event.DuplicateClaim}. */
    record ProbeAddresses() implements Action {}

    /** Drop what is waiting in the sockets: it is older than our sleep (V46, P15). */
    record DiscardReceived() implements Action {}

    /** Say it: counted always, logged at a limited rate (V45). */
    record Report(Notice notice) implements Action {}
}
