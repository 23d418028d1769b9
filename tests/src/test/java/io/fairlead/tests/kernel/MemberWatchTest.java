package io.fairlead.tests.kernel;

import static io.fairlead.tests.kernel.Configs.VIP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.core.director.Decision;
import io.fairlead.core.director.DirectorEvent;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.process.Pidfd;
import io.fairlead.linux.process.Signal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the agent sees of members and does in their namespaces, on a real kernel. */
@Tag("kernel")
class MemberWatchTest {
    private static final Path FREEZER = Path.of("/sys/fs/cgroup/freezer");

    private final Switch ethernet = new Switch();
    private final Switch.Host h1 = ethernet.host(11);
    private final Switch.Host h2 = ethernet.host(12);
    private final Switch.Host client = ethernet.host(99);
    private WatchedHosts hosts;

    @BeforeEach
    void watch() throws Exception {
        hosts = new WatchedHosts(ethernet, h1, h2);
    }

    @AfterEach
    void remove() {
        hosts.close();
        ethernet.close();
    }

    @Test
    void deadContainerIsSeenAndItsAddressLeavesTheNamespaceThatLivesOn() {
        hold(h1);
        hosts.process(h1).destroyForcibly();

        hosts.await(new DirectorEvent.ContainerDied(WatchedHosts.id(h1)));
        assertThat(fence(h1)).isEmpty();

        assertThat(h1.has(VIP)).isFalse();
    }

    @Test
    void addressThatSomebodyElsePutThereIsNotTakenAway() {
        h1.run("ip", "address", "add", VIP + "/32", "dev", "eth0");
        assertThat(fence(h1)).hasValueSatisfying(why -> assertThat(why).endsWith("is not Fairlead's"));
        assertThat(h1.has(VIP)).isTrue();
    }

    @Test
    void fencedAddressLeavesOthersAlone() {
        hold(h1);
        h1.run("ip", "address", "add", "10.77.0.201/32", "dev", "eth0");

        assertThat(fence(h1)).isEmpty();

        assertThat(h1.has(VIP)).isFalse();
        assertThat(h1.run("ip", "address")).contains("10.77.0.201").contains("10.77.0.11");
        assertThat(fence(h2)).as("of one that does not have it").isEmpty();
    }

    @Test
    void namespaceWhoseInterfaceIsGoneIsFenced() {
        hold(h1);
        h1.run("ip", "link", "delete", "eth0");

        assertThat(fence(h1)).isEmpty();
    }

    @Test
    void clientsOfTheFencedAddressAreResetAtOnce() throws Exception {
        hold(h1);
        try (ServerSocket listener = listen(h1, 80);
                Socket waiting = connect(80);
                Socket accepted = listener.accept();
                Socket notAccepted = connect(80)) {
            waiting.setSoTimeout(1000);
            notAccepted.setSoTimeout(1000);

            assertThat(fence(h1)).isEmpty();

            assertThatThrownBy(() -> waiting.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> notAccepted.getInputStream().read()).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> accepted.getInputStream().read()).isInstanceOf(IOException.class);
        }
    }

    @Test
    void fenceOfAThousandConnectionsIsBounded() throws Exception {
        hold(h1);
        List<Socket> sockets = new ArrayList<>();
        try (ServerSocket listener = listen(h1, 80)) {
            for (int i = 0; i < 1000; i++) {
                sockets.add(connect(80));
                sockets.add(listener.accept());
            }
            long begun = System.nanoTime();
            assertThat(fence(h1)).isEmpty();
            Duration took = Duration.ofNanos(System.nanoTime() - begun);

            assertThat(h1.has(VIP)).isFalse();
            assertThat(took).isLessThan(Duration.ofMillis(100));
            System.out.println("fence with 1,000 connections: " + took.toNanos() / 1000 + " µs");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void fenceTakesLessThanAMillisecond() {
        List<Long> micros = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            hold(h1);
            long begun = System.nanoTime();
            assertThat(fence(h1)).isEmpty();
            micros.add((System.nanoTime() - begun) / 1000);
        }
        List<Long> sorted = micros.stream().sorted().toList();
        System.out.println("fence: median " + sorted.get(25) + " µs, worst " + sorted.getLast() + " µs");
        assertThat(sorted.get(25)).isLessThan(5000);
    }

    @Test
    void frozenHolderIsSeenAndFencedAndItsThawIsSeen() throws Exception {
        Path group = Files.createDirectory(
                FREEZER.resolve("fl-fence-" + ProcessHandle.current().pid()));
        try (WatchedHosts frozen = new WatchedHosts(ethernet)) {
            Files.writeString(
                    group.resolve("cgroup.procs"),
                    Long.toString(hosts.process(h1).pid()));
            frozen.adopt(h1, hosts.process(h1));
            frozen.watch().holders(Set.of(WatchedHosts.id(h1)));
            hold(h1);

            Files.writeString(group.resolve("freezer.state"), "FROZEN");
            Duration seen = frozen.await(new DirectorEvent.Frozen(WatchedHosts.id(h1)));
            frozen.watch().fence(decision(h1));

            assertThat(seen).isLessThan(Duration.ofMillis(40));
            assertThat(h1.has(VIP)).isFalse();
            Files.writeString(group.resolve("freezer.state"), "THAWED");
            frozen.await(new DirectorEvent.Thawed(WatchedHosts.id(h1)));
        } finally {
            Files.writeString(group.resolve("freezer.state"), "THAWED");
            hosts.process(h1).destroyForcibly().waitFor();
            Deadline.await("the group to be empty", Duration.ofSeconds(5), () -> deleted(group), () -> group);
        }
    }

    @Test
    void stoppedSidecarCountsAsFrozenOnlyWhenItIsOverdue() {
        Process sidecar = hosts.process(h1);
        hosts.watch().sidecarConnected(WatchedHosts.id(h1), Pidfd.open(sidecar.pid()));
        try (Pidfd process = Pidfd.open(sidecar.pid())) {
            process.send(Signal.STOP);
            hosts.watch().overdue(WatchedHosts.id(h1), true);
            hosts.await(new DirectorEvent.Frozen(WatchedHosts.id(h1)));

            process.send(Signal.CONT);
            hosts.await(new DirectorEvent.Thawed(WatchedHosts.id(h1)));
        }
    }

    @Test
    void deathOfTheSidecarAloneIsSeen() throws IOException {
        Process sidecar = new ProcessBuilder("sleep", "600").start();
        hosts.watch().sidecarConnected(WatchedHosts.id(h2), Pidfd.open(sidecar.pid()));

        sidecar.destroyForcibly();

        hosts.await(new DirectorEvent.SidecarDied(WatchedHosts.id(h2)));
        assertThat(hosts.events()).containsExactly(new DirectorEvent.SidecarDied(WatchedHosts.id(h2)));
    }

    @Test
    void lostLinkOfAMemberIsSeen() {
        ethernet.cable(h1, false);
        hosts.await(new DirectorEvent.LinkChanged(WatchedHosts.id(h1), false));

        ethernet.cable(h1, true);
        hosts.await(new DirectorEvent.LinkChanged(WatchedHosts.id(h1), true));
    }

    @Test
    void hostsNeighbourEntryFollowsTheAddress() {
        Switch.Host bridge = ethernet.bridgeHost();
        bridge.run("ip", "neighbour", "replace", VIP.toString(), "lladdr", "02:00:00:00:00:0b", "dev", "br0");

        hosts.watch()
                .pointNeighbour(new Decision.PointNeighbour(WatchedHosts.SERVICE, WatchedHosts.id(h2), VIP, "test"));

        assertThat(bridge.run("ip", "neighbour", "show", VIP.toString())).contains("02:00:00:00:00:0c");
    }

    private static boolean deleted(Path group) {
        try {
            return Files.deleteIfExists(group);
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<String> fence(Switch.Host host) {
        hosts.watch().fence(decision(host));
        return hosts.events().getLast() instanceof DirectorEvent.FenceDone done ? done.failure() : Optional.of("none");
    }

    private static Decision.Fence decision(Switch.Host host) {
        return new Decision.Fence(WatchedHosts.SERVICE, WatchedHosts.id(host), VIP, "test");
    }

    private static void hold(Switch.Host host) {
        host.run("ip", "address", "replace", VIP + "/32", "dev", "eth0", "valid_lft", "60", "preferred_lft", "60");
    }

    private static ServerSocket listen(Switch.Host host, int port) throws Exception {
        try (NetworkNamespace inside = host.open()) {
            return inside.call(() -> new ServerSocket(port, 50));
        }
    }

    private Socket connect(int port) throws Exception {
        try (NetworkNamespace inside = client.open()) {
            return inside.call(() -> {
                Socket socket = new Socket();
                socket.connect(new InetSocketAddress(InetAddress.getByAddress(VIP.octets()), port), 2000);
                return socket;
            });
        }
    }
}
