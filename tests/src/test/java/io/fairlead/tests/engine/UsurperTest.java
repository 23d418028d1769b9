package io.fairlead.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.lab.probe.Prober;
import io.fairlead.lab.probe.Probes;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.stack.Limits;
import io.fairlead.lab.stack.OneHost;
import io.fairlead.lab.stack.Stage;
import io.fairlead.lab.stack.StageSetting;
import io.fairlead.lab.stack.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A third container on the members' bridge claims their address: VRRP of priority 255 and 0, and gratuitous ARP (P08). */
@Tag("engine")
class UsurperTest {
    private static final Limits LIMITS = Limits.REAL_KERNEL;
    private static final String NAME = "usurp";
    private static final String COMPOSE = "docker-compose.yml";
    /** The guard counts each five seconds. */
    private static final Duration COUNTED = Duration.ofSeconds(30);
    /** Three packets each 20 ms: a second of it. */
    private static final long MANY = 150;

    @TempDir
    Path folder;

    @Test
    void guardedAddressStaysAndTheUsurperIsNamed() {
        try (Cleanup cleanup = new Cleanup()) {
            Stage stage = setting(cleanup).raisePrivately();
            try (Prober client = stage.client(LIMITS)) {
                awaitServed(stage, client);
                Waiting.until("the guard on", COUNTED, () -> guard(stage).equals("on"), () -> guard(stage));
                String holder = stage.haproxies().holder().name();
                long from = System.nanoTime();

                try (UsurperContainer usurper = UsurperContainer.start(stage.engine(), StageSetting.project(NAME))) {
                    Waiting.until("its packets counted", COUNTED, () -> refused(stage) >= MANY, usurper::output);
                    assertThat(usurper.isRunning()).as(usurper.output()).isTrue();
                    assertThat(stage.haproxies().holders()).containsExactly(holder);
                    assertThat(status(stage)).contains("refused from " + UsurperContainer.NAME);
                }

                Probes seen = client.since(from);
                System.out.printf(
                        "guard on: %d packets refused, %d of %d clients failed%n",
                        refused(stage), seen.failed(), seen.count());
                assertThat(seen.count()).isGreaterThan(500);
                assertThat(seen.failed()).as(seen.failures().toString()).isZero();
            }
        }
    }

    @Test
    void withoutTheGuardItTakesTheServiceForAsLongAsItSends() throws IOException {
        try (Cleanup cleanup = new Cleanup()) {
            Stage stage = setting(cleanup).in(unguarded()).raisePrivately();
            try (Prober client = stage.client(LIMITS)) {
                awaitServed(stage, client);
                assertThat(guard(stage)).isEqualTo("off");
                long from = System.nanoTime();

                try (UsurperContainer usurper = UsurperContainer.start(stage.engine(), StageSetting.project(NAME))) {
                    Waiting.until(
                            "a hundred clients unanswered",
                            COUNTED,
                            () -> client.since(from).failed() > 100,
                            usurper::output);
                }

                awaitServed(stage, client);
                Probes seen = client.since(from);
                System.out.printf(
                        "guard off: %d of %d failed, %s; %.0f ms%n",
                        seen.failed(), seen.count(), seen.failures(), seen.outageNanos() / 1e6);
            }
        }
    }

    private static StageSetting setting(Cleanup cleanup) {
        return new StageSetting(NAME, List.of(), cleanup, Progress.to(System.out));
    }

    /** compose/one-host with the guard switched off. */
    private Path unguarded() throws IOException {
        for (String name : List.of(COMPOSE, "haproxy.cfg", "backend.cfg")) {
            Files.copy(OneHost.repositorys().resolve(name), folder.resolve(name));
        }
        Path file = folder.resolve(COMPOSE);
        String agent = "    image: fairlead/agent:latest\n";
        String text = Files.readString(file);
        assertThat(text).contains(agent);
        Files.writeString(file, text.replace(agent, agent + "    environment: {FAIRLEAD_AGENT_GUARD: \"off\"}\n"));
        return folder;
    }

    private static void awaitServed(Stage stage, Prober client) {
        Waiting.until(
                "clients answered, and both HAProxy containers well",
                LIMITS.whole(),
                () -> served(client) && stage.haproxies().settled(),
                stage.haproxies()::state);
    }

    private static boolean served(Prober client) {
        Probes latest = new Probes(client.probes().last(50));
        return latest.count() == 50 && latest.failed() == 0;
    }

    private static String guard(Stage stage) {
        return stage.agentStatus()
                .map(status -> status.json().at("/guard/state").asText())
                .orElse("no status");
    }

    private static long refused(Stage stage) {
        return stage.agentStatus()
                .map(status -> status.json().at("/guard/refused/0/packets").asLong())
                .orElse(0L);
    }

    private static String status(Stage stage) {
        String agent = stage.stack().agent(stage.haproxies().api()).id();
        return stage.engine().docker("exec", agent, "fairlead", "status").text().replaceAll("\\s+", " ");
    }
}
