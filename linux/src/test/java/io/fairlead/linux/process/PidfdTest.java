package io.fairlead.linux.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.poll.Poller;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class PidfdTest {
    @Test
    void livingProcessIsNotDead() throws IOException {
        Process process = sleeper();
        try (Pidfd pidfd = Pidfd.open(process.pid())) {
            assertThat(pidfd.isDead()).isFalse();
            assertThat(pidfd.awaitDeath(Duration.ofMillis(5))).isFalse();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void pollerHearsOfTheDeath() throws IOException {
        Process process = sleeper();
        AtomicBoolean dead = new AtomicBoolean();
        try (Pidfd pidfd = Pidfd.open(process.pid());
                Poller poller = Poller.open()) {
            poller.add(pidfd.fd(), () -> dead.set(true));

            assertThat(pidfd.send(Signal.KILL)).isTrue();
            poller.poll(System.nanoTime() + Duration.ofSeconds(20).toNanos());

            assertThat(dead).isTrue();
            assertThat(pidfd.isDead()).isTrue();
        }
    }

    @Test
    void signalToADeadProcessIsAnsweredWithFalse() throws IOException, InterruptedException {
        Process process = sleeper();
        try (Pidfd pidfd = Pidfd.open(process.pid())) {
            process.destroyForcibly().waitFor();

            assertThat(pidfd.awaitDeath(Duration.ofSeconds(20))).isTrue();
            assertThat(pidfd.send(Signal.TERM)).isFalse();
        }
    }

    @Test
    void unknownProcessIsAKernelErrorWithItsName() throws IOException, InterruptedException {
        Process process = sleeper();
        process.destroyForcibly().waitFor();

        assertThatThrownBy(() -> Pidfd.open(process.pid()))
                .isInstanceOf(KernelException.class)
                .hasMessageContaining("ESRCH");
    }

    private static Process sleeper() throws IOException {
        return new ProcessBuilder("sleep", "60").start();
    }
}
