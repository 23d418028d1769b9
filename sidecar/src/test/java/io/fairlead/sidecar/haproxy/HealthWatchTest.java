package io.fairlead.sidecar.haproxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.health.CheckResult;
import io.fairlead.linux.poll.Poller;
import io.fairlead.sidecar.config.HealthSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthWatchTest {
    private static final long MS = 1_000_000;
    private static final long SOON = Duration.ofSeconds(5).toNanos();

    private final Poller poller = Poller.open();
    private final List<Round> rounds = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void close() {
        poller.close();
    }

    @Test
    void aStartingHaproxyThatDoesNotAnswerYetIsAskedEachMillisecondAndNotReported() {
        HealthWatch watch = watch();
        watch.watch(1, 0);

        watch.timerFired(0);
        assertThat(watch.deadlineNanos()).isEqualTo(MS);
        watch.timerFired(MS);
        assertThat(watch.deadlineNanos()).isEqualTo(2 * MS);

        assertThat(rounds).isEmpty();
    }

    @Test
    void theLongerItTakesToStartTheLessItIsAsked() {
        HealthWatch watch = watch();
        watch.watch(1, 0);
        watch.timerFired(1600 * MS);
        assertThat(watch.deadlineNanos()).isEqualTo(1700 * MS);
    }

    @Test
    void oneThatDoesNotStartIsReportedAfterFiveSeconds() {
        HealthWatch watch = watch();
        watch.watch(1, 0);
        watch.timerFired(SOON);
        assertThat(rounds)
                .singleElement()
                .satisfies(round -> assertThat(round.socket().orElseThrow()).isInstanceOf(CheckResult.Failed.class));
        assertThat(watch.deadlineNanos()).isEqualTo(SOON + 250 * MS);
    }

    @Test
    void anAnswerIsReportedAndTheNextRoundIsAnIntervalAfterTheLast() throws Exception {
        HealthWatch watch = watch();
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(folder.resolve("haproxy.sock")))) {
            Thread.ofPlatform().daemon().start(() -> answer(server));
            long begin = System.nanoTime();
            watch.watch(7, begin);
            watch.timerFired(begin);
            while (rounds.isEmpty() && System.nanoTime() - begin < SOON) {
                poller.poll(watch.deadlineNanos());
                watch.timerFired(System.nanoTime());
            }
            assertThat(rounds.getFirst().socket()).contains(new CheckResult.Passed());
            assertThat(rounds.getFirst().generation()).isEqualTo(7);
            assertThat(watch.deadlineNanos()).isGreaterThanOrEqualTo(begin + 250 * MS);
        }
    }

    @Test
    void nobodyIsAskedWhileThereIsNoHaproxy() {
        HealthWatch watch = watch();
        watch.watch(1, 0);
        watch.watch(0, 0);
        assertThat(watch.deadlineNanos()).isEqualTo(HaproxyState.NEVER);
    }

    private HealthWatch watch() {
        HealthSettings settings =
                new HealthSettings(Duration.ofMillis(250), Duration.ofMillis(250), 1, 2, Optional.empty());
        return new HealthWatch(
                settings, folder, Optional.of(folder.resolve("haproxy.sock")), Set.of(), Set.of(), poller, rounds::add);
    }

    private static void answer(ServerSocketChannel server) {
        try (SocketChannel client = server.accept()) {
            client.read(ByteBuffer.allocate(64));
            client.write(ByteBuffer.wrap(
                    "Name: HAProxy\nVersion: 3.0.11\nPid: 12\nStopping: 0\n\n".getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
