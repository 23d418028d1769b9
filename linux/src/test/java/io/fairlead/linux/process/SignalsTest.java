package io.fairlead.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SignalsTest {
    private static final Map<String, String> LAUNCHER_ENVIRONMENT = Map.of("_JAVA_SR_SIGNUM", "60");

    @Test
    void allSignalsOfTheProgramsAreDelivered() throws IOException {
        try (ChildJvm child = new ChildJvm(Listener.class, LAUNCHER_ENVIRONMENT);
                Pidfd pidfd = Pidfd.open(child.process().pid())) {
            assertThat(child.line()).isEqualTo("refused {}");
            for (Signal signal : Listener.TAKEN) {
                assertThat(pidfd.send(signal)).isTrue();
                assertThat(child.line()).isEqualTo(signal.name());
            }
        }
    }

    @Test
    void termNoLongerEndsTheProcessByItself() throws IOException {
        try (ChildJvm child = new ChildJvm(Listener.class, LAUNCHER_ENVIRONMENT);
                Pidfd pidfd = Pidfd.open(child.process().pid())) {
            child.line();
            pidfd.send(Signal.TERM);
            assertThat(child.line()).isEqualTo("TERM");
            pidfd.send(Signal.TERM);
            assertThat(child.line()).isEqualTo("TERM");
        }
    }

    @Test
    void usr2IsDeliveredWithoutTheLaunchersEnvironmentToo() throws IOException {
        try (ChildJvm child = new ChildJvm(Listener.class, Map.of());
                Pidfd pidfd = Pidfd.open(child.process().pid())) {
            child.line();
            pidfd.send(Signal.USR2);
            assertThat(child.line()).isEqualTo("USR2");
        }
    }

    @Test
    void signalThatNobodyCanTakeIsRefusedInWords() {
        Map<Signal, String> refused = Signals.deliver(EnumSet.of(Signal.KILL), signal -> {});

        assertThat(refused).containsOnlyKeys(Signal.KILL);
        assertThat(refused.get(Signal.KILL)).contains("SIGKILL");
    }

    /** Prints what was refused, then each signal that arrives. */
    static final class Listener {
        static final Set<Signal> TAKEN = EnumSet.of(Signal.HUP, Signal.INT, Signal.USR1, Signal.USR2, Signal.TERM);

        private Listener() {}

        public static void main(String[] arguments) throws InterruptedException {
            BlockingQueue<Signal> queue = new LinkedBlockingQueue<>();
            System.out.println("refused " + Signals.deliver(TAKEN, queue::add));
            while (true) {
                System.out.println(queue.take());
            }
        }
    }
}
