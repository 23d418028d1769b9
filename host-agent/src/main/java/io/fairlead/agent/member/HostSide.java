package io.fairlead.agent.member;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.Neighbour;
import io.fairlead.linux.rtnetlink.RouteEvent;
import io.fairlead.linux.rtnetlink.RouteNotifications;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** The members' links and neighbour entries as the host has them. The loop's thread. */
final class HostSide implements AutoCloseable {
    /** In one go, so that a storm of changes does not keep the loop from everything else. */
    private static final int MOST_EVENTS = 256;

    private final Poller poller;
    private final Listener listener;
    private final RouteSocket routes = RouteSocket.open();
    private final RouteNotifications notifications = RouteNotifications.open(Set.of(RouteNotifications.Subject.LINKS));
    private final Map<Integer, Boolean> watched = new HashMap<>();

    /** Hears of the host's links. */
    interface Listener {
        /** One that is watched went down or came back. */
        void linkChanged(int ifindex, boolean up);

        /** Some link of the host is new, gone or in another bridge, perhaps. */
        void linksMayDiffer();
    }

    /** In the network namespace of this thread, the host's. */
    HostSide(Poller poller, Listener listener) {
        this.poller = poller;
        this.listener = listener;
        poller.add(notifications.number(), this::follow);
    }

    /** These links are watched from now on. */
    void watch(Set<Integer> ifindexes) {
        watched.keySet().retainAll(ifindexes);
        ifindexes.stream().filter(each -> !watched.containsKey(each)).forEach(each -> watched.put(each, true));
        lookAtAll();
    }

    private void follow() {
        for (int count = 0; count < MOST_EVENTS; count++) {
            Optional<RouteEvent> event = notifications.next();
            if (event.isEmpty()) {
                return;
            }
            switch (event.get()) {
                case RouteEvent.LinkChanged(Link link) -> {
                    saw(link.index(), isUp(link));
                    listener.linksMayDiffer();
                }
                case RouteEvent.LinkRemoved(Link link) -> {
                    saw(link.index(), false);
                    listener.linksMayDiffer();
                }
                case RouteEvent.ResyncNeeded _ -> {
                    lookAtAll();
                    listener.linksMayDiffer();
                }
                case RouteEvent.AddressChanged _,
                        RouteEvent.AddressRemoved _,
                        RouteEvent.NeighbourChanged _,
                        RouteEvent.NeighbourRemoved _ -> {}
            }
        }
    }

    private void lookAtAll() {
        Map<Integer, Link> links = routes.links().stream().collect(Collectors.toMap(Link::index, link -> link));
        for (int ifindex : List.copyOf(watched.keySet())) {
            saw(ifindex, links.containsKey(ifindex) && isUp(links.get(ifindex)));
        }
    }

    /** A veth's end runs only while both ends are up. */
    private static boolean isUp(Link link) {
        return link.isUp() && link.isRunning();
    }

    private void saw(int ifindex, boolean up) {
        Boolean before = watched.replace(ifindex, up);
        if (before != null && before != up) {
            listener.linkChanged(ifindex, up);
        }
    }

    /** All links of the host. */
    List<Link> links() {
        return routes.links();
    }

    /** Makes the host's entry for {@code address} on {@code interfaceName} say {@code mac}; gives that interface's index. */
    OptionalInt pointNeighbour(String interfaceName, IpAddress address, MacAddress mac) {
        Optional<Link> link = routes.linkByName(interfaceName);
        link.ifPresent(each -> routes.replaceNeighbour(Neighbour.reachable(each.index(), address, mac)));
        return link.map(each -> OptionalInt.of(each.index())).orElse(OptionalInt.empty());
    }

    /** Makes packets for {@code address} wait, without a question on the wire, until an announcement comes or the entry is changed. */
    void holdNeighbour(int ifindex, IpAddress address) {
        routes.replaceNeighbour(Neighbour.incomplete(ifindex, address));
    }

    /** Has the host ask for {@code address} anew; what it sends there waits for the answer, which may be an announcement. */
    void forgetNeighbour(String interfaceName, IpAddress address) {
        routes.linkByName(interfaceName).ifPresent(link -> routes.removeNeighbour(link.index(), address));
    }

    @Override
    public void close() {
        poller.remove(notifications.number());
        notifications.close();
        routes.close();
    }
}
