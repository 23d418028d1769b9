package io.fairlead.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessStateTest {
    @Test
    void livingProcessIsNotEnding() {
        assertThat(ProcessState.isEnding(ProcessHandle.current().pid())).isFalse();
    }

    @Test
    void killedProcessIsEndingBeforeAndAfterItIsCollected() throws IOException, InterruptedException {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        assertThat(ProcessState.isEnding(sleeper.pid())).isFalse();

        sleeper.destroyForcibly();

        // Nothing in between: a killed process may be pending, leaving, a zombie, or gone by now.
        assertThat(ProcessState.isEnding(sleeper.pid())).isTrue();
        sleeper.waitFor();
        assertThat(ProcessState.isEnding(sleeper.pid())).isTrue();
    }

    @Test
    void stoppedProcessIsStoppedAndNotEnding() throws IOException {
        Process sleeper = new ProcessBuilder("sleep", "60").start();
        try (Pidfd process = Pidfd.open(sleeper.pid())) {
            process.send(Signal.STOP);
            while (!ProcessState.isStopped(sleeper.pid())) {
                Thread.onSpinWait();
            }

            assertThat(ProcessState.isEnding(sleeper.pid())).isFalse();
        } finally {
            sleeper.destroyForcibly();
        }
    }
}
