package io.fairlead.tests.kernel;

import static io.fairlead.tests.kernel.Configs.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.director.Decision;
import io.fairlead.core.director.DirectorEvent;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.net.MacAddress;
import io.fairlead.core.vrrp.AddressAnnouncement;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.packet.FrameSocket;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A handover whose old holder keeps its connections: real namespaces, bridge and clients. */
@Tag("kernel")
class RelayTest {
    private static final int PORT = 80;
    private static final int OTHER_PORT = 81;
    private static final IpAddress VIP6 = IpAddress.parse("fd77::200");

    private final Switch ethernet = new Switch();
    private final Switch.Host h1 = ethernet.host(11);
    private final Switch.Host h2 = ethernet.host(12);
    private final Switch.Host client = ethernet.host(99);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final List<Thread> threads = new ArrayList<>();
    private WatchedHosts hosts;

    @BeforeEach
    void serve() throws Exception {
        hosts = new WatchedHosts(ethernet, h1, h2);
        for (Switch.Host host : List.of(h1, h2)) {
            for (int port : List.of(PORT, OTHER_PORT)) {
                ServerSocket listener = inside(host, () -> new ServerSocket(port, 1000));
                open.add(listener);
                Thread.ofVirtual().start(() -> accept(listener, host.number()));
            }
        }
        hold(h1, VIP);
    }

    @AfterEach
    void remove() throws Exception {
        ended.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
        for (AutoCloseable each : open) {
            each.close();
        }
        hosts.close();
        ethernet.close();
    }

    @Test
    void noConnectionFailsWhileTheAddressMovesAndTheOldOnesLiveOnAtTheOldHolder() throws Exception {
        moves(VIP);
    }

    @Test
    void noConnectionFailsWhileAnIpv6AddressMovesAndTheOldOnesLiveOnAtTheOldHolder() throws Exception {
        for (Switch.Host host : List.of(h1, h2, client)) {
            host.run("ip", "address", "add", "fd77::" + host.number() + "/64", "dev", "eth0", "nodad");
        }
        hold(h1, VIP6);
        moves(VIP6);
    }

    private void moves(IpAddress vip) throws Exception {
        AtomicInteger answeredByOld = new AtomicInteger();
        AtomicInteger answeredByNew = new AtomicInteger();
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        List<Socket> longLived = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket socket = connect(vip);
            open.add(socket);
            longLived.add(socket);
            assertThat(ask(socket)).isEqualTo(11);
        }
        CountDownLatch begun = new CountDownLatch(100);
        threads.add(Thread.ofPlatform().start(() -> {
            while (!ended.get()) {
                try (Socket socket = connect(vip)) {
                    (ask(socket) == 11 ? answeredByOld : answeredByNew).incrementAndGet();
                } catch (Exception e) {
                    failures.add(e.toString());
                }
                begun.countDown();
            }
        }));
        begun.await();

        stands(vip);
        assertThat(client.run("ip", "neighbour", "show", vip.toString())).contains("02:00:00:00:00:0b");
        hold(h2, vip);
        announce(h2, vip);

        Deadline.await(
                "300 connections to the new holder",
                Duration.ofSeconds(20),
                () -> answeredByNew.get() >= 300,
                () -> failures + " " + answeredByNew);
        for (Socket socket : longLived) {
            assertThat(ask(socket)).as("a connection begun at the old holder").isEqualTo(11);
        }
        assertThat(failures).isEmpty();
        assertThat(answeredByOld.get()).isPositive();

        // Asked again, from scratch: only the new holder answers.
        client.run("ip", "neighbour", "flush", "all");
        assertThat(ask(longLived.getFirst())).isEqualTo(11);
        assertThat(client.run("ip", "neighbour", "show", vip.toString())).contains("02:00:00:00:00:0c");
    }

    @Test
    void relayThatComesAfterTheAddressHasMovedBreaksNothingThatWasBegunAtTheNewHolder() throws Exception {
        hold(h2, VIP);
        h1.run("ip", "address", "del", VIP + "/32", "dev", "eth0");
        List<Socket> begun = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket socket = connect(VIP);
            open.add(socket);
            begun.add(socket);
            assertThat(ask(socket)).isEqualTo(12);
        }
        stands(VIP);
        for (Socket socket : begun) {
            assertThat(ask(socket)).isEqualTo(12);
        }
    }

    @Test
    void connectionBegunAtTheNewHolderFromTheSamePortOfTheClientLeavesTheOldOneAlone() throws Exception {
        Socket old = connect(VIP);
        open.add(old);
        stands(VIP);
        hold(h2, VIP);
        announce(h2, VIP);

        Socket fresh = connect(VIP, OTHER_PORT, old.getLocalPort());
        open.add(fresh);

        assertThat(ask(fresh)).isEqualTo(12);
        assertThat(ask(old)).isEqualTo(11);
        assertThat(ask(fresh)).isEqualTo(12);
    }

    @Test
    void endedRelayLeavesNoRules() {
        stands(VIP);
        assertThat(h2.run("nft", "list", "tables")).contains("netdev fairlead_relay");
        assertThat(h1.run("nft", "list", "tables")).contains("arp fairlead_relay");

        hosts.watch()
                .endRelay(new Decision.EndRelay(
                        WatchedHosts.SERVICE, WatchedHosts.id(h2), WatchedHosts.id(h1), VIP, "of others"));
        hosts.await(new DirectorEvent.RelayEnded(WatchedHosts.SERVICE, WatchedHosts.id(h2), WatchedHosts.id(h1)));
        assertThat(h2.run("nft", "list", "tables")).contains("netdev fairlead_relay");

        hosts.watch()
                .endRelay(new Decision.EndRelay(
                        WatchedHosts.SERVICE, WatchedHosts.id(h1), WatchedHosts.id(h2), VIP, "test"));
        hosts.await(new DirectorEvent.RelayEnded(WatchedHosts.SERVICE, WatchedHosts.id(h1), WatchedHosts.id(h2)));
        assertThat(h1.run("nft", "list", "tables")).isBlank();
        assertThat(h2.run("nft", "list", "tables")).isBlank();
    }

    private void stands(IpAddress vip) {
        hosts.watch()
                .relay(new Decision.Relay(WatchedHosts.SERVICE, WatchedHosts.id(h1), WatchedHosts.id(h2), vip, "test"));
        Duration took = hosts.await(new DirectorEvent.RelayDone(
                WatchedHosts.SERVICE, WatchedHosts.id(h1), WatchedHosts.id(h2), Optional.empty()));
        System.out.println("relay stands after " + took.toNanos() / 1000 + " µs");
    }

    private static <T> T inside(Switch.Host host, Callable<T> job) throws Exception {
        try (NetworkNamespace inside = host.open()) {
            return inside.call(job);
        }
    }

    /** Answers each octet with the host's number. */
    private static void accept(ServerSocket listener, int number) {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                Thread.ofVirtual().start(() -> answer(socket, number));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void answer(Socket socket, int number) {
        try (socket) {
            while (socket.getInputStream().read() >= 0) {
                socket.getOutputStream().write(number);
            }
        } catch (IOException e) {
            // The client's side of the story is what counts.
        }
    }

    private Socket connect(IpAddress vip) throws Exception {
        return connect(vip, PORT, 0);
    }

    private Socket connect(IpAddress vip, int port, int from) throws Exception {
        return inside(client, () -> {
            Socket socket = new Socket();
            // Before bind(2): one port of ours for connections to several of theirs.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(from));
            socket.setSoTimeout(2000);
            socket.connect(new InetSocketAddress(InetAddress.getByAddress(vip.octets()), port), 500);
            return socket;
        });
    }

    private static int ask(Socket socket) throws IOException {
        socket.getOutputStream().write(1);
        return socket.getInputStream().read();
    }

    private static void hold(Switch.Host host, IpAddress vip) {
        String prefix = IpPrefix.host(vip).toString();
        List<String> line = new ArrayList<>(
                List.of("ip", "address", "replace", prefix, "dev", "eth0", "valid_lft", "60", "preferred_lft", "60"));
        if (vip.family() == AddressFamily.IPV6) {
            line.add("nodad");
        }
        host.run(line.toArray(String[]::new));
    }

    private static void announce(Switch.Host host, IpAddress vip) throws Exception {
        MacAddress mac = MacAddress.parse("02:00:00:00:00:%02x".formatted(host.number()));
        inside(host, () -> {
            NetworkInterface eth0 = new NetworkInterface("eth0", index("eth0"), mac);
            try (FrameSocket socket = FrameSocket.forClaims(eth0, List.of(vip))) {
                socket.send(AddressAnnouncement.announce(mac, vip));
            }
            return null;
        });
    }

    private static int index(String name) {
        try (RouteSocket routes = RouteSocket.open()) {
            return routes.linkByName(name).orElseThrow().index();
        }
    }
}
