package io.fairlead.tests.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.observe.BridgeListeners;
import io.fairlead.agent.observe.BridgeListeners.Bridge;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.Overheard;
import io.fairlead.core.vrrp.VirtualRouter;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.Vrrp;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.packet.VrrpSocket;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The host hears who is Active on a bridge of its own. */
@Tag("kernel")
class BridgeListenersTest {
    private static final IpAddress MEMBER = IpAddress.parse("10.77.0.2");
    private static final Bridge BRIDGE = new Bridge("br0", Configs.VIP);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final FreshNamespace host = FreshNamespace.create();
    private final FreshNamespace member = FreshNamespace.create();
    private final List<Overheard> heard = new CopyOnWriteArrayList<>();

    @BeforeEach
    void makeBridge() {
        host.ip("link", "add", "br0", "type", "bridge");
        host.ip("address", "add", "10.77.0.1/24", "dev", "br0");
        host.ip("link", "set", "br0", "up");
        host.connect("port", member, "eth0");
        host.ip("link", "set", "port", "master", "br0");
        member.ip("address", "add", MEMBER + "/24", "dev", "eth0");
    }

    @AfterEach
    void close() {
        host.close();
        member.close();
    }

    private void advertise() {
        member.run(() -> {
            VirtualRouterConfig config = Configs.of(100);
            try (RouteSocket routes = RouteSocket.open()) {
                Link link = routes.linkByName("eth0").orElseThrow();
                NetworkInterface face = new NetworkInterface(
                        link.name(), link.index(), link.mac().orElseThrow());
                try (VrrpSocket socket = VrrpSocket.open(face, MEMBER, true)) {
                    IpAddress group = Vrrp.group(config.family());
                    socket.send(new VirtualRouter(config, MEMBER).encode(100, group), group);
                }
            }
        });
    }

    /** Advertises until one is heard: a bridge drops what comes in the moment a port is joined. */
    private void awaitHeard(Poller poller) {
        Deadline.await(
                "an advertisement heard on the bridge",
                SOON,
                () -> {
                    advertise();
                    host.run(() -> poller.poll(
                            System.nanoTime() + Duration.ofMillis(20).toNanos()));
                    return !heard.isEmpty();
                },
                heard::size);
    }

    @Test
    void advertisementOfAMemberIsHeardWithItsSource() {
        try (Poller poller = Poller.open()) {
            BridgeListeners listeners = new BridgeListeners(poller, heard::add);
            host.run(() -> listeners.bring(Set.of(BRIDGE)));
            awaitHeard(poller);
            assertThat(heard.getFirst().source()).isEqualTo(MEMBER);
            assertThat(heard.getFirst().advertisement().addresses()).containsExactly(Configs.VIP);
            assertThat(listeners.deafness(Configs.VIP)).isEmpty();
            listeners.closeAll();
        }
    }

    @Test
    void bridgeThatWasMadeAnewIsListenedToAgain() {
        try (Poller poller = Poller.open()) {
            BridgeListeners listeners = new BridgeListeners(poller, heard::add);
            host.run(() -> listeners.bring(Set.of(BRIDGE)));
            host.ip("link", "delete", "port");
            host.ip("link", "delete", "br0");
            host.run(() -> listeners.bring(Set.of(BRIDGE)));
            assertThat(listeners.deafness(Configs.VIP)).contains("this host has no interface br0");
            makeBridge();
            host.run(() -> listeners.bring(Set.of(BRIDGE)));
            awaitHeard(poller);
            listeners.closeAll();
        }
    }
}
