package io.fairlead.tests.kernel.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.Verdict;
import io.fairlead.lab.run.Child;
import io.fairlead.linux.ffi.Syscalls;
import io.fairlead.linux.process.Signal;
import io.fairlead.tests.kernel.Deadline;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real HAProxy that is frozen: its kernel goes on completing handshakes for it (P33). */
@Tag("kernel")
class FrozenServerTest {
    /** Two runs with their timeout, and the time to the first of them; twice of it for a loaded machine. */
    private static final Duration FALL_TIME = Duration.ofMillis(2 * (200 + 200 + 200));

    @TempDir
    private Path folder;

    private CheckedNamespace namespace;
    private Child haproxy;

    @BeforeEach
    void serve() throws IOException {
        Path config = Files.writeString(folder.resolve("haproxy.cfg"), """
                defaults
                    mode http
                    timeout client 5s
                    timeout connect 5s
                    timeout server 5s
                frontend web
                    bind 127.0.0.1:8080
                    http-request return status 200 content-type text/plain string "ready"
                """);
        namespace = new CheckedNamespace(folder);
        haproxy = namespace.server("haproxy", "haproxy", "-db", "-f", config.toString());
    }

    @AfterEach
    void remove() {
        Syscalls.kill(Math.toIntExact(haproxy.pid()), Signal.CONT.number());
        namespace.close();
    }

    @Test
    void connectionAloneCallsAFrozenServerHealthyAndAnAnswerDoesNot() {
        RealServer connects = namespace.check("connects", "127.0.0.1", 8080, "connect");
        RealServer answers = namespace.check("answers", "127.0.0.1", 8080, "http");
        namespace.awaitUp(connects, answers);

        Syscalls.kill(Math.toIntExact(haproxy.pid()), Signal.STOP.number());
        long frozen = System.nanoTime();
        assertThat(namespace.awaitDown(answers)).isEqualTo("connected, but its status did not come within 200 ms");
        assertThat(Duration.ofNanos(System.nanoTime() - frozen)).isLessThan(FALL_TIME);

        long runs = runs(connects);
        Deadline.await(
                "more connections to the frozen server",
                CheckedNamespace.SOON,
                () -> runs(connects) > runs + 5,
                () -> namespace.report().views());
        assertThat(namespace.health(connects).orElseThrow().verdict()).isEqualTo(Verdict.HEALTHY);

        Syscalls.kill(Math.toIntExact(haproxy.pid()), Signal.CONT.number());
        namespace.awaitUp(answers);
    }

    private long runs(RealServer server) {
        return namespace.report().views().stream()
                .filter(view -> view.server().equals(server))
                .mapToLong(view -> view.runs() - view.failures())
                .sum();
    }
}
