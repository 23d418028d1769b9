package io.fairlead.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.fairlead.lab.bench.failover.FairleadContender;
import io.fairlead.lab.bench.failover.FairleadStand;
import io.fairlead.lab.bench.failover.Sight;
import io.fairlead.lab.bench.watch.HostSide;
import io.fairlead.lab.bench.watch.LineStates;
import io.fairlead.lab.bench.watch.LongLived;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.probe.Prober;
import io.fairlead.lab.probe.Probes;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.stack.HaproxyPair;
import io.fairlead.lab.stack.OneHost;
import io.fairlead.lab.stack.Waiting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code docker stop} of the holder, {@code fairlead move} and, as the contrast, {@code docker kill}, with a download under way and a new client each millisecond. */
@Tag("engine")
@ExtendWith(SharedEngine.class)
class PlannedStopTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    /** Octets of the stream that are some three seconds. */
    private static final int WHILE = 60;

    /** Which process of a killed container ends first is a matter of chance. */
    private static final int KILLS = 3;

    /** What Docker allows before it kills, unless told otherwise. */
    private static final Duration DOCKERS_PATIENCE = Duration.ofSeconds(10);

    private static final Cleanup CLEANUP = new Cleanup();
    private static Engine engine;
    private static FairleadContender fairlead;
    private static HaproxyPair pair;

    @BeforeAll
    static void raise(Engine shared) {
        engine = shared;
        fairlead = FairleadStand.start(shared, CLEANUP, Progress.to(System.err));
        pair = fairlead.stage().haproxies();
    }

    @AfterAll
    static void takeDown() {
        CLEANUP.close();
    }

    @BeforeEach
    void whole() {
        fairlead.awaitWhole();
    }

    @Test
    void downloadIsFinishedWhileItsHolderStopsAndNoNewConnectionFails() throws Exception {
        ServiceContainer holder = pair.holder();
        try (Prober client = warm();
                Socket download = download()) {
            long from = System.nanoTime();
            CompletableFuture<Fault.Injection> stopping =
                    CompletableFuture.supplyAsync(() -> Fault.STOP.inject(holder));
            assertThatCode(() -> read(download, WHILE))
                    .as(() -> logs(fairlead.agent().orElseThrow().id())
                            + logs(holder.id())
                            + logs(pair.container(HaproxyPair.otherThan(holder.name()))
                                    .id()))
                    .doesNotThrowAnyException();
            assertThat(stopping).as("it waits for the download").isNotDone();
            download.shutdownOutput();
            assertThat(readToEnd(download)).as("the end of the download").isTrue();
            Fault.Injection stop = stopping.get();
            long millis = (stop.endNanos() - stop.startNanos()) / 1_000_000;
            System.out.println("stopped within " + millis + " ms, of them 3000 ms of download");
            assertThat(millis).isBetween(2_900L, 6_000L);
            assertNoneFailed(client, from);
        }
        Fault.START.inject(holder);
    }

    @Test
    void endlessConnectionIsCutBeforeDockersPatienceIsOver() throws Exception {
        ServiceContainer holder = pair.holder();
        try (Prober client = warm();
                Socket download = download()) {
            long from = System.nanoTime();
            Fault.Injection stop = Fault.STOP.inject(holder);
            long millis = (stop.endNanos() - stop.startNanos()) / 1_000_000;
            System.out.println("stopped within " + millis + " ms with an endless connection");
            assertThat(Duration.ofMillis(millis)).isBetween(Duration.ofSeconds(8), DOCKERS_PATIENCE.minusMillis(500));
            assertThat(engine.docker("inspect", "-f", "{{.State.ExitCode}}", holder.id())
                            .text())
                    .as("not 137: it ended by itself")
                    .isEqualTo("0");
            assertThat(engine.docker("logs", holder.id()).run().err()).contains("HAProxy still has connections");
            download.setSoTimeout(5000);
            assertThat(readToEnd(download)).as("cut, not left hanging").isTrue();
            assertNoneFailed(client, from);
        }
        Fault.START.inject(holder);
    }

    @Test
    void moveGivesTheAddressToTheOtherOneAndFinishesWhatIsOpen() throws Exception {
        ServiceContainer holder = pair.holder();
        String other = HaproxyPair.otherThan(holder.name());
        String agent = fairlead.agent().orElseThrow().id();
        try (Prober client = warm();
                Socket download = download()) {
            long from = System.nanoTime();
            String said = engine.docker("exec", agent, "fairlead", "move", "fairlead-bench")
                    .text();
            assertThat(said).contains("is to move");
            Waiting.until(
                    "new clients at " + other,
                    LONG,
                    () -> client.probes().answeredLast().equals(Optional.of(other)),
                    pair::state);
            assertThatCode(() -> read(download, WHILE))
                    .as(() -> logs(agent)
                            + logs(holder.id())
                            + logs(pair.container(other).id()))
                    .doesNotThrowAnyException();
            download.shutdownOutput();
            assertThat(readToEnd(download)).as("the end of the download").isTrue();
            Waiting.until("the former holder a backup", LONG, pair::settled, pair::state);
            assertThat(pair.holders()).containsExactly(other);
            assertNoneFailed(client, from);
        }
    }

    /** Its HAProxy cannot tell them any more: the kernel must, while the address is still there (P14). */
    @Test
    void clientsOfAKilledHolderAreToldThatItIsGone() {
        for (int round = 0; round < KILLS; round++) {
            ServiceContainer holder = pair.holder();
            InetSocketAddress stream = new InetSocketAddress(OneHost.VIP, FairleadStand.STREAM_PORT);
            try (LongLived clients = LongLived.open(stream, engine)) {
                assertThat(clients.refusal()).isEmpty();
                long from = System.nanoTime();
                Fault.KILL.inject(holder);
                Waiting.until(
                        "all told",
                        LONG,
                        () -> allTold(clients.receiving(from)) && allTold(clients.sending(from)),
                        () -> "those that receive: " + clients.receiving(from) + ", those that send: "
                                + clients.sending(from));
            }
            Fault.START.inject(holder);
            fairlead.awaitWhole();
        }
    }

    private static boolean allTold(LineStates clients) {
        return clients.all() > 0 && clients.reset() + clients.closed() == clients.all();
    }

    /** The last words of a container. */
    private static String logs(String container) {
        var outcome = engine.docker("logs", "--tail", "30", container).run();
        return outcome.out() + outcome.err() + "\n";
    }

    private static Prober warm() {
        Prober client = Sight.client(fairlead);
        long start = System.nanoTime();
        Waiting.until(
                "clients answered",
                LONG,
                () -> client.since(start).count() > 200,
                () -> String.valueOf(client.probes().failures()));
        return client;
    }

    private static void assertNoneFailed(Prober client, long from) {
        long until = System.nanoTime();
        Waiting.within(Sight.DEADLINE.multipliedBy(2), () -> client.decidedUntil(until));
        Probes seen = client.probes().between(from, until);
        System.out.println(seen.failed() + " failed of " + seen.count());
        assertThat(seen.count()).isGreaterThan(500);
        assertThat(seen.failed()).as(seen.failures().toString()).isZero();
    }

    /** Through the VIP; its first octet has come. */
    private static Socket download() throws Exception {
        Socket socket = HostSide.call(engine, () -> {
            Socket fresh = new Socket();
            fresh.connect(new InetSocketAddress(OneHost.VIP, FairleadStand.STREAM_PORT), 2000);
            fresh.setSoTimeout(2000);
            return fresh;
        });
        read(socket, 1);
        return socket;
    }

    private static void read(Socket socket, int octets) throws IOException {
        for (int i = 0; i < octets; i++) {
            assertThat(socket.getInputStream().read()).as("octet " + i).isEqualTo('.');
        }
    }

    /** Whether it ends, by a reset or by an end. */
    private static boolean readToEnd(Socket socket) {
        try {
            int octet = socket.getInputStream().read();
            while (octet >= 0) {
                octet = socket.getInputStream().read();
            }
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
