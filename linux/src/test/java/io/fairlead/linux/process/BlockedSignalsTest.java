package io.fairlead.linux.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.linux.poll.Poller;
import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class BlockedSignalsTest {
    private static final Set<Signal> TAKEN = EnumSet.of(Signal.HUP, Signal.INT, Signal.USR1, Signal.USR2, Signal.TERM);

    /** What images/launcher does. */
    private static final List<String> LAUNCHER =
            List.of("env", "--block-signal=HUP,INT,USR1,USR2,TERM", "--ignore-signal=HUP,INT,USR1,USR2,TERM");

    @Test
    void aSignalThatCameBeforeTheLoopIsNotLostAndEndsNothing() throws IOException {
        try (ChildJvm child = new ChildJvm(LAUNCHER, Listener.class, Map.of("_JAVA_SR_SIGNUM", "60"));
                Pidfd pidfd = Pidfd.open(child.process().pid());
                Writer input = child.process().outputWriter()) {
            assertThat(child.line()).isEqualTo("begun");
            assertThat(pidfd.send(Signal.TERM)).isTrue();
            input.write("\n");
            input.flush();
            assertThat(child.line()).isEqualTo("TERM");
            for (Signal signal : TAKEN) {
                assertThat(pidfd.send(signal)).isTrue();
                assertThat(child.line()).isEqualTo(signal.name());
            }
        }
    }

    @Test
    void aChildHasNoneOfThemBlockedOrIgnored() throws IOException {
        try (ChildJvm child = new ChildJvm(LAUNCHER, Parent.class, Map.of())) {
            assertThat(child.line()).isEqualTo("SigBlk:\t0000000000000000");
            assertThat(child.line()).isEqualTo("SigIgn:\t0000000000000000");
        }
    }

    @Test
    void whereNobodyBlockedThemThereIsNothingToOpen() {
        assertThat(BlockedSignals.open(TAKEN)).isEmpty();
    }

    /** Says so when it has begun, waits for a word, then prints each signal. */
    static final class Listener {
        private Listener() {}

        public static void main(String[] arguments) throws IOException {
            System.out.println("begun");
            System.in.read();
            BlockedSignals signals = BlockedSignals.open(TAKEN).orElseThrow();
            try (Poller poller = Poller.open()) {
                poller.add(signals.fd(), () -> {
                    for (Optional<Signal> signal = signals.next(); signal.isPresent(); signal = signals.next()) {
                        System.out.println(signal.get());
                    }
                });
                while (true) {
                    poller.poll(Long.MAX_VALUE);
                }
            }
        }
    }

    /** Starts a program that tells how it finds its signals. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] arguments) {
            List<String> command = List.of("/bin/sh", "-c", "grep -E 'Sig(Blk|Ign)' /proc/self/status");
            try (Child child = Child.start(command, Map.of("PATH", "/usr/bin:/bin"));
                    Pidfd ended = Pidfd.open(child.pid())) {
                ended.awaitDeath(Duration.ofSeconds(10));
            }
        }
    }
}
