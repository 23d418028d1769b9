package io.fairlead.agent.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.agent.UserError;
import io.fairlead.core.channel.AgentMessage;
import io.fairlead.core.channel.FrameReader;
import io.fairlead.core.channel.Received;
import io.fairlead.core.channel.SidecarFrames;
import io.fairlead.core.channel.SidecarMessage;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Member;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.Segment;
import io.fairlead.core.model.Service;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.process.Pidfd;
import io.fairlead.linux.unix.UnixConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a real socket; only which container a process is in is made up. */
class ChannelServerTest {
    private static final String H1 = "1".repeat(64);
    private static final IpAddress VIP = IpAddress.parse("10.0.0.201");
    private static final SidecarMessage.Hello HELLO = new SidecarMessage.Hello(1, "test");
    private static final SidecarMessage.Report REPORT =
            new SidecarMessage.Report(List.of(), Verdict.HEALTHY, "", false);
    private static final long DEADLINE = Duration.ofSeconds(5).toNanos();

    @TempDir
    private Path folder;

    private final Poller poller = Poller.open();
    private final List<String> heard = new ArrayList<>();
    private Optional<String> container = Optional.of(H1);
    private Path socket;
    private ChannelServer server;

    @BeforeEach
    void open() {
        socket = folder.resolve("channel/agent.sock");
        server = ChannelServer.open(socket, poller, new Written(), _ -> container);
        server.follow(modelOf(H1));
    }

    @AfterEach
    void close() {
        server.close();
        poller.close();
    }

    @Test
    void aMemberIsWelcomedAndHeardAndSpokenTo() {
        try (UnixConnection sidecar = connect(HELLO, REPORT)) {
            until(() -> heard.contains("reported"));
            assertThat(heard).containsExactly("connected", "reported");
            assertThat(server.send(H1, new AgentMessage.Release(VIP, "test"))).isTrue();
            assertThat(read(sidecar))
                    .satisfiesExactly(
                            first -> assertThat(first).isInstanceOf(AgentMessage.Welcome.class),
                            second -> assertThat(second).isEqualTo(new AgentMessage.Release(VIP, "test")));
        }
        until(() -> heard.contains("disconnected"));
        assertThat(server.send(H1, new AgentMessage.Ping())).isFalse();
    }

    @Test
    void ofReportsThatCameTogetherTheLastCounts() {
        SidecarMessage.Report last = new SidecarMessage.Report(List.of(), Verdict.UNHEALTHY, "hung", false);
        try (UnixConnection _ = connect(HELLO, REPORT, REPORT, last)) {
            until(() -> heard.contains("reported hung"));
            assertThat(heard).containsExactly("connected", "reported hung");
        }
    }

    @Test
    void whoIsNoMemberIsRefusedAndCounted() {
        container = Optional.empty();
        refused("no_container", HELLO);
        container = Optional.of("2".repeat(64));
        refused("not_a_member", HELLO);
        assertThat(heard).isEmpty();
    }

    @Test
    void whatIsMalformedClosesTheConnectionAndIsCounted() {
        try (UnixConnection sidecar = connect(HELLO)) {
            until(() -> heard.contains("connected"));
            assertThat(sidecar.write(new byte[] {0, 0, 0, 0})).isTrue();
            until(() -> heard.contains("disconnected"));
        }
        assertThat(server.counters().refused()).containsEntry("length", 1L);
    }

    @Test
    void helloComesFirstAndOnce() {
        refused("no_hello", REPORT);
        heard.clear();
        try (UnixConnection _ = connect(HELLO, HELLO)) {
            until(() -> heard.contains("disconnected"));
        }
        assertThat(server.counters().refused()).containsEntry("no_hello", 2L);
    }

    @Test
    void whoSaysNothingIsDisconnectedInTheEnd() {
        try (UnixConnection _ = UnixConnection.connect(socket)) {
            until(() -> server.deadlineNanos() != Long.MAX_VALUE);
            server.fire(server.deadlineNanos());
            assertThat(server.counters().refused()).containsEntry("silent", 1L);
        }
    }

    @Test
    void aSidecarThatConnectsAnewReplacesItself() {
        try (UnixConnection _ = connect(HELLO)) {
            until(() -> heard.contains("connected"));
            try (UnixConnection _ = connect(HELLO, REPORT)) {
                until(() -> heard.contains("reported"));
                assertThat(heard).containsExactly("connected", "disconnected", "connected", "reported");
            }
        }
    }

    @Test
    void whoFloodsIsDisconnected() {
        try (UnixConnection sidecar = connect(HELLO)) {
            until(() -> heard.contains("connected"));
            byte[] report = SidecarFrames.encode(REPORT);
            until(() -> {
                for (int i = 0; i < 100; i++) {
                    sidecar.write(report);
                }
                return heard.contains("disconnected");
            });
        }
        assertThat(server.counters().refused()).containsEntry("flood", 1L);
    }

    @Test
    void whoDoesNotReadIsDisconnectedAndNobodyWaits() {
        try (UnixConnection _ = connect(HELLO)) {
            until(() -> heard.contains("connected"));
            boolean sent = true;
            for (int i = 0; sent && i < 10_000; i++) {
                sent = server.send(H1, new AgentMessage.Release(VIP, "x".repeat(400)));
            }
            assertThat(sent).isFalse();
            assertThat(heard).containsExactly("connected", "disconnected");
            assertThat(server.counters().refused()).containsEntry("not_reading", 1L);
        }
    }

    @Test
    void whoLeavesTheModelIsDisconnected() {
        try (UnixConnection _ = connect(HELLO)) {
            until(() -> heard.contains("connected"));
            server.follow(Model.EMPTY);
            assertThat(heard).containsExactly("connected", "disconnected");
        }
    }

    @Test
    void connectionsThatAreTooManyWaitAndAreAllAnswered() {
        container = Optional.empty();
        List<UnixConnection> crowd = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            crowd.add(UnixConnection.connect(socket));
        }
        until(() -> server.counters().refused().getOrDefault("no_container", 0L) == 120);
        crowd.forEach(UnixConnection::close);
    }

    @Test
    void theSocketCanBeReachedByAllAndIsReplacedOnlyWhenNobodyListens() throws Exception {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-rw-rw-");
        assertThatThrownBy(() -> ChannelServer.open(socket, poller, new Written()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("somebody listens there");
        server.close();
        assertThat(socket).doesNotExist();
        Files.writeString(socket, "no socket");
        assertThatThrownBy(() -> ChannelServer.open(socket, poller, new Written()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("is no socket");
        Files.delete(socket);
        server = ChannelServer.open(socket, poller, new Written(), _ -> container);
    }

    private void refused(String reason, SidecarMessage message) {
        try (UnixConnection _ = connect(message)) {
            until(() -> server.counters().refused().getOrDefault(reason, 0L) == 1);
        }
    }

    private UnixConnection connect(SidecarMessage... messages) {
        UnixConnection connection = UnixConnection.connect(socket);
        for (SidecarMessage message : messages) {
            assertThat(connection.write(SidecarFrames.encode(message))).isTrue();
        }
        return connection;
    }

    private static List<AgentMessage> read(UnixConnection connection) {
        List<AgentMessage> messages = new ArrayList<>();
        if (connection.read() instanceof UnixConnection.Reading.Some some) {
            for (Received<AgentMessage> frame : FrameReader.ofAgent().read(some.octets())) {
                messages.add(((Received.Accepted<AgentMessage>) frame).message());
            }
        }
        return messages;
    }

    private void until(BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime())
                    .as("heard %s, counted %s", heard, server.counters())
                    .isLessThan(end);
            poller.poll(Math.min(server.deadlineNanos(), System.nanoTime() + 10_000_000));
            server.fire(Math.min(System.nanoTime(), server.deadlineNanos()));
        }
    }

    private static Model modelOf(String... members) {
        List<Member> list = new ArrayList<>();
        for (String id : members) {
            list.add(new Member(id, id.substring(0, 4), Container.State.RUNNING, List.of()));
        }
        Segment segment = new Segment("net", Optional.of("br0"), List.of());
        return new Model(List.of(new Service("web", VIP, segment, list, Optional.empty())), List.of());
    }

    /** Writes down what it hears. */
    private final class Written implements ChannelListener {
        @Override
        public void connected(String member, Pidfd sidecar) {
            assertThat(sidecar.pid()).isEqualTo(ProcessHandle.current().pid());
            sidecar.close();
            heard.add("connected");
        }

        @Override
        public void reported(String member, SidecarMessage.Report report) {
            heard.add(("reported " + report.reason()).strip());
        }

        @Override
        public void disconnected(String member) {
            heard.add("disconnected");
        }
    }
}
