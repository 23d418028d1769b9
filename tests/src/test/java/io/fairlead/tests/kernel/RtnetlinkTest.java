package io.fairlead.tests.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.Neighbour;
import io.fairlead.linux.rtnetlink.Route;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Links, neighbours and routes on a real kernel. */
@Tag("kernel")
class RtnetlinkTest {
    private static final IpAddress PEER = IpAddress.parse("172.18.0.9");
    private static final MacAddress MAC = MacAddress.parse("02:42:ac:12:00:09");

    private FreshNamespace namespace;
    private FreshNamespace other;
    private RouteSocket route;
    private int ifindex;

    @BeforeEach
    void openNamespaces() {
        namespace = FreshNamespace.create();
        other = FreshNamespace.create();
        namespace.connect("eth0", other, "far0");
        namespace.ip("address", "add", "172.18.0.7/16", "dev", "eth0");
        route = namespace.call(RouteSocket::open);
        ifindex = route.linkByName("eth0").orElseThrow().index();
    }

    @AfterEach
    void closeNamespaces() {
        route.close();
        namespace.close();
        other.close();
    }

    @Test
    void linksAreThoseOfTheNamespace() {
        assertThat(route.links()).extracting(Link::name).contains("lo", "eth0").doesNotContain("far0");
        Link eth0 = route.linkByIndex(ifindex).orElseThrow();
        assertThat(eth0.kind()).isEqualTo("veth");
        assertThat(eth0.mtu()).isEqualTo(1500);
        assertThat(eth0.isUp()).isTrue();
        assertThat(eth0.isRunning()).isTrue();
        assertThat(eth0.isMulticast()).isTrue();
        assertThat(eth0.isLoopback()).isFalse();
        assertThat(eth0.mac().orElseThrow().toString()).isEqualTo(macSeenByIp("eth0"));
    }

    @Test
    void socketKeepsTheNamespaceInWhichItWasOpened() {
        assertThat(route.linkByName("eth0")).isPresent();
        try (RouteSocket far = other.call(RouteSocket::open)) {
            assertThat(far.linkByName("eth0")).isEmpty();
            assertThat(far.linkByName("far0")).isPresent();
        }
    }

    @Test
    void linkThatIsNotThereIsEmpty() {
        assertThat(route.linkByName("eth7")).isEmpty();
        assertThat(route.linkByName("")).isEmpty();
        assertThat(route.linkByName("a-name-of-more-than-15")).isEmpty();
        assertThat(route.linkByIndex(4711)).isEmpty();
    }

    @Test
    void bridgePortNamesItsMaster() {
        namespace.ip("link", "add", "br0", "type", "bridge");
        namespace.ip("link", "set", "eth0", "master", "br0");

        Link bridge = route.linkByName("br0").orElseThrow();
        assertThat(bridge.kind()).isEqualTo("bridge");
        assertThat(route.linkByName("eth0").orElseThrow().master()).hasValue(bridge.index());
        assertThat(bridge.master()).isEmpty();
    }

    @Test
    void linkWhoseOtherEndIsDownIsNotRunning() {
        other.ip("link", "set", "far0", "down");

        Link eth0 = route.linkByName("eth0").orElseThrow();
        assertThat(eth0.isUp()).isTrue();
        assertThat(eth0.isRunning()).isFalse();
    }

    @Test
    void neighboursAreSetOverwrittenAndRemoved() {
        route.replaceNeighbour(Neighbour.reachable(ifindex, PEER, MacAddress.parse("02:00:00:00:00:01")));
        route.replaceNeighbour(Neighbour.reachable(ifindex, PEER, MAC));

        assertThat(neighbour(PEER)).contains(Neighbour.reachable(ifindex, PEER, MAC));
        assertThat(namespace.ip("neighbour", "show", "dev", "eth0"))
                .contains("172.18.0.9 lladdr " + MAC + " REACHABLE");
        assertThat(route.removeNeighbour(ifindex, PEER)).isTrue();
        assertThat(neighbour(PEER).filter(entry -> entry.state() != Neighbour.NUD_FAILED))
                .isEmpty();
        assertThat(route.removeNeighbour(ifindex, IpAddress.parse("172.18.0.99")))
                .isFalse();
    }

    @Test
    void ipv6NeighboursAreSetAndRead() {
        IpAddress peer = IpAddress.parse("fe80::9");
        route.replaceNeighbour(new Neighbour(ifindex, peer, Optional.of(MAC), Neighbour.NUD_PERMANENT));

        assertThat(neighbour(peer)).contains(new Neighbour(ifindex, peer, Optional.of(MAC), Neighbour.NUD_PERMANENT));
    }

    @Test
    void routesNameInterfaceGatewayAndSource() {
        namespace.ip("route", "add", "default", "via", "172.18.0.1", "metric", "7");

        Route way = route.routes().stream().filter(Route::isDefault).findFirst().orElseThrow();
        assertThat(way.gateway()).contains(IpAddress.parse("172.18.0.1"));
        assertThat(way.ifindex()).hasValue(ifindex);
        assertThat(way.metric()).isEqualTo(7);
        Route far = route.routeTo(IpAddress.parse("192.0.2.1")).orElseThrow();
        assertThat(far.gateway()).contains(IpAddress.parse("172.18.0.1"));
        assertThat(far.source()).contains(IpAddress.parse("172.18.0.7"));
    }

    @Test
    void unreachableDestinationHasNoRoute() {
        assertThat(route.routeTo(IpAddress.parse("192.0.2.1"))).isEmpty();
        assertThat(route.routeTo(IpAddress.parse("2001:db8::1"))).isEmpty();
    }

    private Optional<Neighbour> neighbour(IpAddress address) {
        List<Neighbour> all = route.neighbours(ifindex);
        return all.stream().filter(entry -> entry.address().equals(address)).findFirst();
    }

    private String macSeenByIp(String name) {
        String[] words = namespace.ip("-oneline", "link", "show", name).split("\\s+");
        return words[List.of(words).indexOf("link/ether") + 1];
    }
}
