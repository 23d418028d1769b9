package io.fairlead.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.bench.watch.HostSide;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.probe.Probe;
import io.fairlead.lab.probe.Prober;
import io.fairlead.lab.probe.Target;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.stack.Waiting;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.tests.ipvs.Calls;
import io.fairlead.tests.ipvs.NamedServer;
import io.fairlead.tests.kernel.FreshNamespace;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Members as real servers on a real engine, whose kernel has no ip_vs: one is frozen, one is stopped. */
@Tag("engine")
@ExtendWith(SharedEngine.class)
class MemberTargetsTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration DEADLINE = Duration.ofMillis(500);
    private static final int EACH = 50;

    private static final Cleanup CLEANUP = new Cleanup();
    private static Engine engine;
    private static FourMembers four;

    @BeforeAll
    static void raise(Engine shared) {
        engine = shared;
        four = FourMembers.start(shared, CLEANUP);
    }

    @AfterAll
    static void takeDown() {
        CLEANUP.close();
    }

    @BeforeEach
    void whole() {
        four.awaitWhole();
    }

    /** A client on the LAN that asks who is there, again and again. */
    private static Prober client(IpAddress vip, Duration every) {
        Target target = Target.whoami(new InetSocketAddress(vip.toInetAddress(), 80), "/whoami", every)
                .deadline(DEADLINE);
        try (NetworkNamespace lan =
                NetworkNamespace.ofPath(Path.of("/var/run/netns", four.lan().client()))) {
            return Prober.start(target, lan);
        }
    }

    /** Through the address that knows its members by events, and through two that know theirs by checks alone. */
    @Test
    void frozenMemberIsOutByTheEventBeforeItsCheckFailsAndAConnectionWouldNotHaveNoticed() {
        assertThat(four.status().forwarding()).isEqualTo("nftables");
        try (Prober members = client(FourMembers.MEMBERS, Duration.ofMillis(1));
                Prober answers = client(FourMembers.ANSWERS, Duration.ofMillis(5));
                Prober connects = client(FourMembers.CONNECTS, Duration.ofMillis(5))) {
            for (String name : FourMembers.NAMES) {
                freeze(name, members, answers, connects);
                four.awaitWhole();
            }
        }
    }

    private static void freeze(String name, Prober members, Prober answers, Prober connects) {
        ServiceContainer member = four.member(name);
        List.of(members, answers, connects).forEach(MemberTargetsTest::awaitAllFour);
        long runs = four.check("connects", name).path("runs").asLong();
        Fault.Injection pause = Fault.PAUSE.inject(member);
        try {
            Waiting.until(
                    name + " failed by the check",
                    SOON,
                    () -> four.check("answers", name).path("verdict").asText().equals("unhealthy"),
                    () -> four.check("answers", name).toString());
            assertThat(four.sidecar(name).path("frozen").asBoolean())
                    .as("named in the status")
                    .isTrue();
            assertThat(connects(name)).as("its kernel accepts connections").isTrue();
            Waiting.until(
                    "more runs of the check that only connects",
                    SOON,
                    () -> four.check("connects", name).path("runs").asLong() > runs + 6,
                    () -> four.check("connects", name).toString());
            assertThat(four.check("connects", name).path("verdict").asText()).isEqualTo("healthy");
            assertThat(four.targets(FourMembers.CONNECTS)).containsKey(FourMembers.address(name));
            assertThat(four.targets(FourMembers.ANSWERS)).doesNotContainKey(FourMembers.address(name));
            assertThat(four.targets(FourMembers.MEMBERS)).doesNotContainKey(FourMembers.address(name));

            long until = System.nanoTime();
            List.of(members, answers, connects)
                    .forEach(each -> Waiting.within(DEADLINE.multipliedBy(4), () -> each.decidedUntil(until)));
            double byEvent = millis(pause, lastFailed(members, pause, until));
            double byCheck = millis(pause, lastFailed(answers, pause, until));
            double byNothing = millis(pause, lastFailed(connects, pause, until));
            System.out.printf(
                    "%s frozen: the last client that was led to it began %.1f ms after docker pause was asked for (done after %.1f"
                            + " ms); with a check alone %.0f ms; with a check that connects still after %.0f ms%n",
                    name, byEvent, (pause.endNanos() - pause.startNanos()) / 1e6, byCheck, byNothing);
            assertThat(byEvent).isLessThan(byCheck);
            assertThat(byCheck).isLessThan(byNothing).isLessThan(3.0 * FourMembers.FALL_TIME.toMillis());
        } finally {
            Fault.UNPAUSE.inject(member);
        }
    }

    private static void awaitAllFour(Prober client) {
        long from = System.nanoTime();
        Waiting.until(
                "answers of all four",
                SOON,
                () -> client.since(from).list().stream()
                                .filter(Probe::answered)
                                .map(Probe::answeredBy)
                                .distinct()
                                .count()
                        == FourMembers.NAMES.size(),
                () -> client.since(from).toString());
    }

    /** What a check by connection does, from where it would run. */
    private static boolean connects(String name) {
        return HostSide.call(engine, () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(FourMembers.address(name), 80), 1000);
                return socket.isConnected();
            }
        });
    }

    private static long lastFailed(Prober client, Fault.Injection pause, long untilNanos) {
        return last(client, pause, untilNanos, probe -> !probe.answered());
    }

    private static long last(Prober client, Fault.Injection fault, long untilNanos, Predicate<Probe> which) {
        return client.probes().between(fault.startNanos(), untilNanos).list().stream()
                .filter(which)
                .mapToLong(Probe::startNanos)
                .max()
                .orElse(fault.startNanos());
    }

    private static double millis(Fault.Injection from, long nanos) {
        return (nanos - from.startNanos()) / 1e6;
    }

    @Test
    void stoppedMemberFinishesItsConnectionsGetsNoNewOnesAndNobodyElseNotices() throws Exception {
        try (FreshNamespace lan = FreshNamespace.named(four.lan().client());
                FreshNamespace host = FreshNamespace.named(engine.namespace().orElseThrow());
                NamedServer behind = NamedServer.in(host, "behind", FourMembers.HOST_PORT);
                Calls calls = new Calls(lan);
                Prober client = client(FourMembers.MEMBERS, Duration.ofMillis(1))) {
            assertThat(behind).isNotNull();
            for (int i = 0; i < FourMembers.NAMES.size() * EACH; i++) {
                call(calls);
            }
            // HAProxy connects from the member's own address.
            Map<String, List<Calls.Held>> byMember =
                    calls.held().stream().collect(Collectors.groupingBy(Calls.Held::seenAs));
            assertThat(byMember)
                    .hasSize(4)
                    .allSatisfy((_, each) -> assertThat(each).hasSize(EACH));
            awaitAllFour(client);

            String leaving = "h2";
            String address = FourMembers.address(leaving);
            long from = System.nanoTime();
            CompletableFuture<Fault.Injection> stopping =
                    CompletableFuture.supplyAsync(() -> Fault.STOP.inject(four.member(leaving)));
            Waiting.until(
                    leaving + " drains",
                    SOON,
                    () -> four.targets(FourMembers.MEMBERS).getOrDefault(address, 0) == 0,
                    () -> four.targets(FourMembers.MEMBERS).toString());
            long drains = System.nanoTime();
            for (int i = 0; i < EACH; i++) {
                assertThat(call(calls).seenAs()).isNotEqualTo(address);
            }
            assertAlive(calls.held());
            assertThat(stopping).as("it waits for its connections").isNotDone();

            for (Calls.Held each : byMember.get(address)) {
                each.socket().close();
            }
            Fault.Injection stop = stopping.get();
            for (String other : FourMembers.NAMES) {
                if (!other.equals(leaving)) {
                    assertAlive(byMember.get(FourMembers.address(other)));
                }
            }
            assertThat(engine.docker(
                                    "inspect",
                                    "-f",
                                    "{{.State.ExitCode}}",
                                    four.member(leaving).id())
                            .text())
                    .as("it ended by itself")
                    .isEqualTo("0");
            long until = System.nanoTime();
            Waiting.within(DEADLINE.multipliedBy(4), () -> client.decidedUntil(until));
            var seen = client.probes().between(from, until);
            long lastNew = last(client, stop, until, probe -> probe.answeredBy().equals(leaving));
            System.out.printf(
                    "%s stopped within %.0f ms; the last new connection to it began %.1f ms after docker stop was asked for; %d of %d"
                            + " failed%n",
                    leaving,
                    (stop.endNanos() - stop.startNanos()) / 1e6,
                    millis(stop, lastNew),
                    seen.failed(),
                    seen.count());
            assertThat(seen.failed()).as(seen.failures().toString()).isZero();
            assertThat(lastNew).isLessThan(drains);
        } finally {
            Fault.START.inject(four.member("h2"));
        }
    }

    @Test
    void memberWhoseCheckFailsGivesTheContainerVipToAnotherAndStaysATarget() {
        String holder = four.holders().getFirst();
        four.refuse(holder);
        try {
            Waiting.until(
                    "the VIP at another than " + holder,
                    SOON,
                    () -> four.holders().size() == 1 && !four.holders().contains(holder),
                    () -> four.holders() + " " + four.status().json());
            Waiting.until(
                    holder + " without a part in the status",
                    SOON,
                    () -> four.sidecar(holder).path("role").asText().equals("initialize"),
                    () -> four.sidecar(holder).toString());
            assertThat(four.sidecar(holder).path("health").asText()).isEqualTo("healthy");
            assertThat(four.status().json().path("warnings").toString())
                    .contains(holder, "may not hold 10.156.0.201: its check connect says: refuses connections");
            assertThat(four.targets(FourMembers.MEMBERS)).containsEntry(FourMembers.address(holder), 1);
        } finally {
            four.accept(holder);
        }
        Waiting.until(
                holder + " a backup again",
                SOON,
                () -> four.sidecar(holder).path("role").asText().equals("backup"),
                () -> four.sidecar(holder).toString());
        assertThat(four.status().json().path("warnings").toString()).doesNotContain("may not hold");
        four.awaitWhole();
    }

    private static Calls.Held call(Calls calls) throws IOException {
        return calls.hold("192.168.156.10", FourMembers.MEMBERS, FourMembers.LASTING_PORT);
    }

    private static void assertAlive(List<Calls.Held> connections) {
        assertThat(connections).allSatisfy(each -> assertThat(each.again()).isEqualTo("behind"));
    }
}
