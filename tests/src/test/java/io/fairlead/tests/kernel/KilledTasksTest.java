package io.fairlead.tests.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.taskstats.KilledTasks;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whether the kernel tells of a killed process, also to somebody in another network namespace than the machine's first. */
@Tag("kernel")
class KilledTasksTest {
    private static final long SOON = Duration.ofSeconds(10).toNanos();

    /** Other programs of this machine may be killed at the same moment. */
    private static final int ATTEMPTS = 50;

    private final FreshNamespace namespace = FreshNamespace.create();
    private KilledTasks tasks;

    @BeforeEach
    void open() {
        namespace.run(() -> tasks = KilledTasks.open().orElseThrow());
    }

    @AfterEach
    void close() {
        tasks.close();
        namespace.close();
    }

    @Test
    void killedProcessIsTold() throws IOException, InterruptedException {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        tasks.any();

        sleeper.destroyForcibly();

        assertThat(isTold()).isTrue();
        sleeper.waitFor();
    }

    @Test
    void processThatEndsByItselfIsNotTold() {
        assertThat(IntStream.range(0, ATTEMPTS).anyMatch(_ -> isSilentAboutAnOrdinaryEnd()))
                .as("silent about an ordinary end once in " + ATTEMPTS)
                .isTrue();
    }

    private boolean isTold() {
        try (Poller poller = Poller.open()) {
            boolean[] told = {false};
            poller.add(tasks.number(), () -> told[0] |= tasks.any());
            long deadline = System.nanoTime() + SOON;
            while (!told[0] && System.nanoTime() < deadline) {
                poller.poll(deadline);
            }
            return told[0];
        }
    }

    private boolean isSilentAboutAnOrdinaryEnd() {
        tasks.any();
        try {
            assertThat(new ProcessBuilder("true").start().waitFor()).isZero();
        } catch (IOException e) {
            throw new IllegalStateException("cannot run true", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        return !tasks.any();
    }
}
