package io.fairlead.linux.vrrp;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.RouteEvent;
import io.fairlead.linux.rtnetlink.RouteNotifications;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Follows whether a virtual router's interface can be used, and whether any of its addresses went. One thread. */
final class InterfaceWatch implements AutoCloseable {
    /** In one go: a storm of changes elsewhere in the namespace must not hold up the advertisements. */
    private static final int MOST_EVENTS = 256;

    private final RouteSocket routes;
    private final RouteNotifications notifications;
    private final NetworkInterface networkInterface;
    private final IpAddress primary;
    private String trouble = "";
    private boolean lost;

    private InterfaceWatch(
            RouteSocket routes,
            RouteNotifications notifications,
            NetworkInterface networkInterface,
            IpAddress primary) {
        this.routes = routes;
        this.notifications = notifications;
        this.networkInterface = networkInterface;
        this.primary = primary;
        look();
    }

    static InterfaceWatch open(RouteSocket routes, NetworkInterface networkInterface, IpAddress primary) {
        RouteNotifications notifications = RouteNotifications.open(
                EnumSet.of(RouteNotifications.Subject.LINKS, RouteNotifications.Subject.ADDRESSES));
        return new InterfaceWatch(routes, notifications, networkInterface, primary);
    }

    int fd() {
        return notifications.number();
    }

    /** What keeps the interface from being used, in words; empty: nothing. As of the latest {@link #follow}. */
    String trouble() {
        return trouble;
    }

    /** Whether the interface or the address that it was opened with is gone, perhaps replaced by others. */
    boolean isLost() {
        return lost;
    }

    /**
     * Reads what has changed.
     *
     * @return whether an address of this interface may have gone
     */
    boolean follow() {
        Set<Change> changes = EnumSet.noneOf(Change.class);
        for (int count = 0; count < MOST_EVENTS; count++) {
            Optional<RouteEvent> event = notifications.next();
            if (event.isEmpty()) {
                break;
            }
            Optional<Change> change = change(event.get());
            if (change.isPresent()) {
                changes.add(change.get());
            }
        }
        if (!changes.isEmpty()) {
            look();
        }
        return changes.contains(Change.ADDRESS_GONE);
    }

    private enum Change {
        INTERFACE,
        ADDRESS_GONE
    }

    private Optional<Change> change(RouteEvent event) {
        return switch (event) {
            case RouteEvent.LinkChanged(Link link) -> ifOurs(link.index(), Change.INTERFACE);
            // IPv6 addresses went with it, and not every kernel says so one by one.
            case RouteEvent.LinkRemoved(Link link) -> ifOurs(link.index(), Change.ADDRESS_GONE);
            case RouteEvent.AddressChanged(InterfaceAddress address) ->
                lost || address.address().equals(primary)
                        ? ifOurs(address.ifindex(), Change.INTERFACE)
                        : Optional.empty();
            case RouteEvent.AddressRemoved(InterfaceAddress address) -> ifOurs(address.ifindex(), Change.ADDRESS_GONE);
            case RouteEvent.NeighbourChanged _, RouteEvent.NeighbourRemoved _ -> Optional.empty();
            case RouteEvent.ResyncNeeded _ -> Optional.of(Change.ADDRESS_GONE);
        };
    }

    private Optional<Change> ifOurs(int ifindex, Change change) {
        // Once it is lost, anything may be what replaces it.
        return lost || ifindex == networkInterface.index() ? Optional.of(change) : Optional.empty();
    }

    private void look() {
        Optional<Link> link = routes.linkByIndex(networkInterface.index());
        boolean hasPrimary = link.isPresent()
                && routes.addresses(networkInterface.index()).stream()
                        .anyMatch(address -> address.address().equals(primary));
        lost = !hasPrimary;
        trouble = link.map(present -> trouble(present, hasPrimary)).orElse(networkInterface.name() + " is gone");
    }

    private String trouble(Link link, boolean hasPrimary) {
        if (!hasPrimary) {
            return link.name() + " has lost " + primary + ", which the advertisements come from";
        }
        if (!link.isUp()) {
            return link.name() + " is down";
        }
        return link.isRunning() ? "" : link.name() + " has no carrier";
    }

    @Override
    public void close() {
        notifications.close();
    }
}
