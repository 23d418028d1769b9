package io.fairlead.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessStateTest {
    @Test
    void livingProcessIsNotEnding() {
        try (ProcessState state = ProcessState.of(ProcessHandle.current().pid())) {
            assertThat(state.isEnding()).isFalse();
        }
    }

    @Test
    void programsNameIsKnownWhileItRuns() throws IOException, InterruptedException {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        try (ProcessState state = ProcessState.of(sleeper.pid())) {
            assertThat(state.name()).isEqualTo("sleep");

            sleeper.destroyForcibly().waitFor();

            assertThat(state.name()).isEmpty();
        }
    }

    @Test
    void killedProcessIsEndingBeforeAndAfterItIsCollected() throws IOException, InterruptedException {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        try (ProcessState state = ProcessState.of(sleeper.pid())) {
            assertThat(state.isEnding()).isFalse();

            sleeper.destroyForcibly();

            // Nothing in between: a killed process may be pending, leaving, a zombie, or gone by now.
            assertThat(state.isEnding()).isTrue();
            sleeper.waitFor();
            assertThat(state.isEnding()).isTrue();
        }
        try (ProcessState late = ProcessState.of(sleeper.pid())) {
            assertThat(late.isEnding()).isTrue();
        }
    }

    @Test
    void stoppedProcessIsStoppedAndNotEnding() throws IOException {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        try (Pidfd process = Pidfd.open(sleeper.pid());
                ProcessState state = ProcessState.of(sleeper.pid())) {
            process.send(Signal.STOP);
            while (!state.isStopped()) {
                Thread.onSpinWait();
            }

            assertThat(state.isEnding()).isFalse();
        } finally {
            sleeper.destroyForcibly();
        }
    }
}
