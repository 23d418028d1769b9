package io.fairlead.tests.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.net.MacAddress;
import io.fairlead.linux.ffi.PollSet;
import io.fairlead.linux.rtnetlink.Lifetime;
import io.fairlead.linux.rtnetlink.Neighbour;
import io.fairlead.linux.rtnetlink.NewAddress;
import io.fairlead.linux.rtnetlink.RouteEvent;
import io.fairlead.linux.rtnetlink.RouteNotifications;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Changes as a poll loop hears of them. */
@Tag("kernel")
class RtnetlinkNotificationsTest {
    private static final IpPrefix VIP = IpPrefix.parse("172.18.0.201/32");
    private static final long LIMIT_NANOS = 10_000_000_000L;

    private FreshNamespace namespace;
    private RouteSocket route;
    private RouteNotifications notifications;
    private int ifindex;

    @BeforeEach
    void openNamespace() {
        namespace = FreshNamespace.withInterface("eth0", "172.18.0.7/16");
        route = namespace.call(RouteSocket::open);
        ifindex = route.linkByName("eth0").orElseThrow().index();
        notifications = namespace.call(() -> RouteNotifications.open(EnumSet.allOf(RouteNotifications.Subject.class)));
    }

    @AfterEach
    void closeNamespace() {
        notifications.close();
        route.close();
        namespace.close();
    }

    @Test
    void nothingIsReadWhenNothingHappened() {
        assertThat(notifications.next()).isEmpty();
    }

    @Test
    void comingAndGoingOfAnAddressIsHeard() {
        route.addAddress(NewAddress.virtual(ifindex, VIP, Lifetime.FOREVER));
        await(event -> event instanceof RouteEvent.AddressChanged changed
                && changed.address().prefix().equals(VIP)
                && changed.address().isOurs());

        namespace.ip("address", "del", VIP.toString(), "dev", "eth0");
        await(event -> event instanceof RouteEvent.AddressRemoved removed
                && removed.address().prefix().equals(VIP));
    }

    @Test
    void endOfALifetimeIsHeard() {
        route.addAddress(NewAddress.virtual(ifindex, VIP, new Lifetime(1)));

        await(event -> event instanceof RouteEvent.AddressRemoved removed
                && removed.address().prefix().equals(VIP));
    }

    @Test
    void linkGoingDownAndAwayIsHeard() {
        namespace.ip("link", "set", "eth0", "down");
        await(event -> event instanceof RouteEvent.LinkChanged changed
                && changed.link().name().equals("eth0")
                && !changed.link().isUp());

        namespace.ip("link", "del", "eth0");
        await(event -> event instanceof RouteEvent.LinkRemoved removed
                && removed.link().index() == ifindex);
    }

    @Test
    void neighboursAreHeard() {
        Neighbour peer =
                Neighbour.reachable(ifindex, IpAddress.parse("172.18.0.9"), MacAddress.parse("02:42:ac:12:00:09"));
        namespace.ip("link", "set", "eth0", "arp", "on");
        route.replaceNeighbour(peer);
        await(event -> event.equals(new RouteEvent.NeighbourChanged(peer)));

        route.removeNeighbour(ifindex, peer.address());
        await(event -> event instanceof RouteEvent.NeighbourRemoved
                || (event instanceof RouteEvent.NeighbourChanged changed
                        && changed.neighbour().state() == Neighbour.NUD_FAILED));
    }

    @Test
    void lostEventsAskForResyncAndLaterOnesAreHeard() {
        List<NewAddress> many = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            IpAddress address = IpAddress.of(new byte[] {10, 9, (byte) (i / 250), (byte) (i % 250 + 1)});
            many.add(NewAddress.virtual(ifindex, IpPrefix.host(address), Lifetime.FOREVER));
        }
        assertThat(route.replaceAddresses(many)).isEmpty();

        await(event -> event instanceof RouteEvent.ResyncNeeded);
        // At once: what changes after the resync was asked for must not be lost.
        route.addAddress(NewAddress.virtual(ifindex, VIP, Lifetime.FOREVER));
        await(event -> event instanceof RouteEvent.AddressChanged changed
                && changed.address().prefix().equals(VIP));
    }

    /** Reads until an event is as wanted; fails after the limit with what came instead. */
    private void await(Predicate<RouteEvent> wanted) {
        List<RouteEvent> seen = new ArrayList<>();
        PollSet poll = new PollSet(1);
        poll.watch(0, notifications.number(), PollSet.POLLIN);
        long deadline = System.nanoTime() + LIMIT_NANOS;
        for (long left = LIMIT_NANOS; left > 0; left = deadline - System.nanoTime()) {
            poll.await(1, left);
            for (Optional<RouteEvent> event = notifications.next(); event.isPresent(); event = notifications.next()) {
                if (wanted.test(event.get())) {
                    return;
                }
                seen.add(event.get());
            }
        }
        throw new AssertionError(
                "the event did not come among " + seen.size() + ": " + seen.subList(0, Math.min(20, seen.size())));
    }
}
