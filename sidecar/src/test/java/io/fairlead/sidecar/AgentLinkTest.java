package io.fairlead.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.channel.AgentFrames;
import io.fairlead.core.channel.AgentMessage;
import io.fairlead.core.channel.FrameReader;
import io.fairlead.core.channel.Received;
import io.fairlead.core.channel.SidecarMessage;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.unix.UnixConnection;
import io.fairlead.linux.unix.UnixListener;
import io.fairlead.sidecar.config.ProcessSettings.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

/** Against an agent's end made of the same parts as the real one. */
class AgentLinkTest {
    private static final long DEADLINE = Duration.ofSeconds(5).toNanos();
    private static final IpAddress VIP = IpAddress.parse("10.0.0.201");
    private static final SidecarMessage.Report IDLE = new SidecarMessage.Report(List.of(), Verdict.HEALTHY, "", false);
    private static final SidecarMessage.Report STOPPING =
            new SidecarMessage.Report(List.of(), Verdict.HEALTHY, "", true);

    @TempDir
    private Path folder;

    private final Poller poller = Poller.open();
    private final List<AgentMessage> orders = new ArrayList<>();
    private final List<SidecarMessage> heard = new ArrayList<>();
    private FrameReader<SidecarMessage> reader = FrameReader.ofSidecar();
    private AgentLink link;
    private SidecarMessage.Report how = IDLE;

    @BeforeEach
    void start() {
        Log log = new Log(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), LogLevel.INFO);
        link = new AgentLink(Optional.of(folder.resolve("agent.sock")), poller, log);
        link.start((order, _) -> orders.add(order), () -> how, System.nanoTime());
    }

    @AfterEach
    void close() {
        link.close();
        poller.close();
    }

    @Test
    void aSocketThatAppearsIsFoundAtOnce() throws IOException {
        turn(IDLE);
        assertThat(link.isConnected()).isFalse();
        long began = System.nanoTime();
        try (UnixListener listener = listen();
                UnixConnection agent = accept(listener)) {
            assertThat(System.nanoTime() - began)
                    .isLessThan(Duration.ofMillis(200).toNanos());
            welcome(agent);
            assertThat(heard).startsWith(new SidecarMessage.Hello(1, Version.TEXT), IDLE);
        }
    }

    @Test
    void changesAreToldAtOnceAndTheRestAsAHeartbeat() throws IOException {
        try (UnixListener listener = listen();
                UnixConnection agent = accept(listener)) {
            welcome(agent);
            heard.clear();
            turn(STOPPING);
            hear(agent);
            assertThat(heard).containsExactly(STOPPING);
            heard.clear();
            long now = System.nanoTime();
            how = STOPPING;
            link.report(now);
            hear(agent);
            assertThat(heard).isEmpty();
            link.report(now + Duration.ofMillis(250).toNanos());
            hear(agent);
            assertThat(heard).containsExactly(STOPPING);
        }
    }

    @Test
    void whatIsToldInBetweenIsNotToldAgainAndHearsNoOrders() throws IOException {
        try (UnixListener listener = listen();
                UnixConnection agent = accept(listener)) {
            how = STOPPING;
            link.reportInBetween(System.nanoTime());
            welcome(agent);
            assertThat(heard).as("before the welcome").doesNotContain(STOPPING);
            turn(IDLE);
            hear(agent);
            heard.clear();
            agent.write(AgentFrames.encode(new AgentMessage.Release(VIP, "test")));

            how = STOPPING;
            link.reportInBetween(System.nanoTime());
            assertThat(orders).isEmpty();
            link.report(System.nanoTime());

            hear(agent);
            assertThat(heard).containsExactly(STOPPING);
        }
    }

    @Test
    void ordersAreCarriedOutInTheirOrderAndAPingIsAnswered() throws IOException {
        try (UnixListener listener = listen();
                UnixConnection agent = accept(listener)) {
            welcome(agent);
            heard.clear();
            AgentMessage release = new AgentMessage.Release(VIP, "a");
            AgentMessage promote = new AgentMessage.Promote(VIP, 1, "b");
            agent.write(AgentFrames.encode(release));
            agent.write(AgentFrames.encode(promote));
            agent.write(AgentFrames.encode(new AgentMessage.Ping()));
            link.drain(System.nanoTime());
            assertThat(orders).containsExactly(release, promote);
            turn(IDLE);
            hear(agent);
            assertThat(heard).containsExactly(IDLE);
        }
    }

    @Test
    void afterALossItConnectsAgainSoon() throws IOException {
        try (UnixListener listener = listen()) {
            try (UnixConnection agent = accept(listener)) {
                welcome(agent);
            }
            until(() -> !link.isConnected());
            long lost = System.nanoTime();
            reader = FrameReader.ofSidecar();
            try (UnixConnection agent = accept(listener)) {
                assertThat(System.nanoTime() - lost)
                        .isLessThan(Duration.ofMillis(200).toNanos());
                welcome(agent);
                assertThat(link.connections()).isEqualTo(2);
            }
        }
    }

    @Test
    void anAgentThatTalksNonsenseIsLeft() throws IOException {
        try (UnixListener listener = listen();
                UnixConnection agent = accept(listener)) {
            welcome(agent);
            agent.write(new byte[] {0, 0, 0, 0, 0});
            until(() -> !link.isConnected());
            assertThat(orders).isEmpty();
        }
    }

    private UnixListener listen() throws IOException {
        return UnixListener.open(folder.resolve("agent.sock"), 8, PosixFilePermissions.fromString("rw-rw-rw-"));
    }

    private UnixConnection accept(UnixListener listener) {
        List<UnixConnection> accepted = new ArrayList<>();
        until(() -> {
            listener.accept().ifPresent(accepted::add);
            return !accepted.isEmpty();
        });
        return accepted.getFirst();
    }

    private void welcome(UnixConnection agent) {
        agent.write(AgentFrames.encode(new AgentMessage.Welcome(1, 250, "test")));
        until(() -> {
            hear(agent);
            return link.isConnected() && heard.size() >= 2;
        });
    }

    private void hear(UnixConnection agent) {
        if (agent.read() instanceof UnixConnection.Reading.Some some) {
            for (Received<SidecarMessage> frame : reader.read(some.octets())) {
                heard.add(((Received.Accepted<SidecarMessage>) frame).message());
            }
        }
    }

    private void until(BooleanSupplier condition) {
        long end = System.nanoTime() + DEADLINE;
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("heard %s", heard).isLessThan(end);
            turn(IDLE);
        }
    }

    private void turn(SidecarMessage.Report report) {
        long now = System.nanoTime();
        link.drain(now);
        link.timerFired(now);
        how = report;
        link.report(now);
        poller.poll(Math.min(link.deadlineNanos(), now + 2_000_000));
    }
}
