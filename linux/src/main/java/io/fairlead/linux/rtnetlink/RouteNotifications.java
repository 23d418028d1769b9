package io.fairlead.linux.rtnetlink;

import io.fairlead.linux.netlink.MalformedNetlinkException;
import io.fairlead.linux.netlink.NetlinkConstants;
import io.fairlead.linux.netlink.NetlinkMessage;
import io.fairlead.linux.netlink.Notification;
import io.fairlead.linux.netlink.NotificationSocket;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** Tells a poll loop what changes in the network namespace in which it was opened. One thread; never waits. */
public final class RouteNotifications implements AutoCloseable {
    /** What to hear of. */
    public enum Subject {
        LINKS(RouteConstants.RTNLGRP_LINK),
        ADDRESSES(RouteConstants.RTNLGRP_IPV4_IFADDR, RouteConstants.RTNLGRP_IPV6_IFADDR),
        NEIGHBOURS(RouteConstants.RTNLGRP_NEIGH);

        @SuppressWarnings("ImmutableEnumChecker") // never handed out
        private final int[] groups;

        Subject(int... groups) {
            this.groups = groups;
        }
    }

    private final NotificationSocket socket;

    private RouteNotifications(NotificationSocket socket) {
        this.socket = socket;
    }

    public static RouteNotifications open(Set<Subject> subjects) {
        int[] groups = subjects.stream()
                .flatMapToInt(subject -> Arrays.stream(subject.groups))
                .toArray();
        return new RouteNotifications(NotificationSocket.open(NetlinkConstants.NETLINK_ROUTE, groups));
    }

    /** The descriptor's number, readable when there is something for {@link #next}. */
    public int number() {
        return socket.number();
    }

    /** The next event, or empty: nothing more for now. Call it until it is empty. */
    public Optional<RouteEvent> next() {
        try {
            while (true) {
                Optional<Notification> notification = socket.next();
                if (notification.isEmpty()) {
                    return Optional.empty();
                }
                Optional<RouteEvent> event = event(notification.get());
                if (event.isPresent()) {
                    return event;
                }
            }
        } catch (MalformedNetlinkException e) {
            return Optional.of(new RouteEvent.ResyncNeeded(e.getMessage()));
        }
    }

    private static Optional<RouteEvent> event(Notification notification) {
        return switch (notification) {
            case Notification.Lost() ->
                Optional.of(new RouteEvent.ResyncNeeded("changes came faster than they were read"));
            case Notification.Change(NetlinkMessage message) -> event(message);
        };
    }

    private static Optional<RouteEvent> event(NetlinkMessage message) {
        return switch (message.type()) {
            case RouteConstants.RTM_NEWLINK -> Optional.of(new RouteEvent.LinkChanged(Link.decode(message)));
            case RouteConstants.RTM_DELLINK -> Optional.of(new RouteEvent.LinkRemoved(Link.decode(message)));
            case RouteConstants.RTM_NEWADDR -> {
                // Not by map, here alone: the first address that is there costs a starting program a millisecond less.
                Optional<InterfaceAddress> address = InterfaceAddress.decode(message);
                yield address.isPresent()
                        ? Optional.of(new RouteEvent.AddressChanged(address.get()))
                        : Optional.empty();
            }
            case RouteConstants.RTM_DELADDR -> InterfaceAddress.decode(message).map(RouteEvent.AddressRemoved::new);
            case RouteConstants.RTM_NEWNEIGH -> Neighbour.decode(message).map(RouteEvent.NeighbourChanged::new);
            case RouteConstants.RTM_DELNEIGH -> Neighbour.decode(message).map(RouteEvent.NeighbourRemoved::new);
            default -> Optional.empty();
        };
    }

    @Override
    public void close() {
        socket.close();
    }
}
