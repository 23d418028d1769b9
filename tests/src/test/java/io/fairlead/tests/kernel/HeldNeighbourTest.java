package io.fairlead.tests.kernel;

import static io.fairlead.tests.kernel.Configs.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.director.Decision;
import io.fairlead.core.director.DirectorEvent;
import io.fairlead.linux.namespace.NetworkNamespace;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the host sends to the address while nobody has it. */
@Tag("kernel")
class HeldNeighbourTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private final Switch ethernet = new Switch();
    private final Switch.Host h1 = ethernet.host(11);
    private final Switch.Host h2 = ethernet.host(12);
    private final Switch.Host bridge = ethernet.bridgeHost();
    private WatchedHosts hosts;

    @BeforeEach
    void firstHolds() throws Exception {
        bridge.run("ip", "address", "add", "10.77.0.1/24", "dev", "br0");
        hosts = new WatchedHosts(ethernet, h1, h2);
        hold(h1);
    }

    @AfterEach
    void remove() {
        hosts.close();
        ethernet.close();
    }

    @Test
    void waitsForTheNextHolder() throws Exception {
        entryIs(h1);
        fence(h1);
        try (NetworkNamespace inside = bridge.open();
                ServerSocket server = listen(h2)) {
            CompletableFuture<Boolean> connected = new CompletableFuture<>();
            Thread.ofPlatform().daemon().start(() -> connected.complete(isConnected(inside)));
            Deadline.await("a first packet", SOON, this::isConnecting, this::entry);

            hold(h2);
            entryIs(h2);

            // A second later its kernel would have sent the first packet again.
            assertThat(connected.get(800, TimeUnit.MILLISECONDS)).isTrue();
            assertThat(server.isClosed()).isFalse();
        }
    }

    @Test
    void waitsFromTheDeathOfTheHolderOn() {
        entryIs(h1);
        hosts.watch().holders(Set.of(WatchedHosts.id(h1)));

        hosts.process(h1).destroyForcibly();
        hosts.await(new DirectorEvent.ContainerDied(WatchedHosts.id(h1)));

        assertThat(entry()).contains("INCOMPLETE");
    }

    @Test
    void isAskedForWhenNobodyWasPromoted() {
        entryIs(h1);
        fence(h1);
        assertThat(entry()).contains("INCOMPLETE");

        hosts.loopUntil(() -> !entry().contains("INCOMPLETE"));

        assertThat(entry()).doesNotContain("lladdr");
    }

    @Test
    void goesOnToAnotherHolderWhenAFormerOneIsFenced() {
        entryIs(h2);

        fence(h1);

        assertThat(entry()).contains("02:00:00:00:00:0c").doesNotContain("INCOMPLETE");
    }

    private void entryIs(Switch.Host holder) {
        hosts.watch()
                .pointNeighbour(
                        new Decision.PointNeighbour(WatchedHosts.SERVICE, WatchedHosts.id(holder), VIP, "test"));
    }

    private String entry() {
        return bridge.run("ip", "neighbour", "show", VIP.toString(), "nud", "all");
    }

    private boolean isConnecting() {
        return bridge.run("ss", "-Htn", "state", "syn-sent").contains(VIP.toString());
    }

    private void fence(Switch.Host host) {
        hosts.watch().fence(new Decision.Fence(WatchedHosts.SERVICE, WatchedHosts.id(host), VIP, "test"));
        assertThat(hosts.events().getLast())
                .isInstanceOfSatisfying(
                        DirectorEvent.FenceDone.class,
                        done -> assertThat(done.failure()).isEmpty());
    }

    private static void hold(Switch.Host host) {
        host.run("ip", "address", "replace", VIP + "/32", "dev", "eth0", "valid_lft", "60", "preferred_lft", "60");
    }

    private static boolean isConnected(NetworkNamespace inside) {
        try {
            return inside.call(() -> {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(VIP.toString(), 80), Math.toIntExact(SOON.toMillis()));
                    return socket.isConnected();
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException("cannot connect", e);
        }
    }

    private static ServerSocket listen(Switch.Host host) throws Exception {
        try (NetworkNamespace inside = host.open()) {
            return inside.call(() -> new ServerSocket(80, 50));
        }
    }
}
