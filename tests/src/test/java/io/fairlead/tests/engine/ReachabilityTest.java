package io.fairlead.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fairlead.lab.engine.Firewalld;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.engine.SystemBus;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.stack.Waiting;
import io.fairlead.tests.reach.Client;
import io.fairlead.tests.reach.ReachPage;
import io.fairlead.tests.reach.Reachability;
import io.fairlead.tests.reach.Reachability.Cell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Clients everywhere reach both LAN VIPs, whatever else there is on the host; or the doctor says why not. */
@Tag("engine")
class ReachabilityTest {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration SETTLED = Duration.ofSeconds(20);
    /** Engine and firewall outlive what runs on them. */
    private static final Cleanup HOST = new Cleanup();

    private static final Cleanup CONTAINERS = new Cleanup();

    private static ReachStack stack;

    @BeforeAll
    static void raise() throws Exception {
        stack = new ReachStack(HOST, CONTAINERS);
        Waiting.until("every service forwarded", SOON, ReachabilityTest::serves, stack::state);
    }

    @AfterAll
    static void close() {
        try (HOST) {
            CONTAINERS.close();
        }
    }

    private static boolean serves() {
        try {
            JsonNode services = stack.status().path("services");
            return services.size() == 4
                    && StreamSupport.stream(services.spliterator(), false)
                            .allMatch(
                                    service -> service.at("/lan/state").asText().equals("active")
                                            && service.at("/lan/ports/0/inPlace")
                                                    .asBoolean());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void everyClientIsServedUnderEveryCondition() throws Exception {
        List<String> chapter = new ArrayList<>();
        JsonNode forwarding = stack.status().path("forwarding");
        assertThat(forwarding.path("mode").asText()).isEqualTo("nftables");
        assertThat(forwarding.path("reason").asText()).contains("ip_vs");
        assertThat(forwarding.path("rules").asText()).isEqualTo("nftables");
        chapter.add(look("Nothing else on the host", List.of()));
        stack.publish();
        chapter.add(look("A container publishes the same ports on every address", List.of()));

        SystemBus bus = SystemBus.start(stack.engine, HOST);
        Firewalld firewalld = Firewalld.start(stack.engine, bus, HOST);
        PrivateEngine.restartWithIpv6(stack.engine, bus, HOST);
        chapter.add(look("firewalld runs, and a container publishes the same ports", List.of("firewalld-closed")));
        stack.unpublish();
        chapter.add(look("firewalld runs", List.of("firewalld-closed")));

        stack.findings()
                .forEach(finding -> finding.path("mend")
                        .forEach(step -> firewalld
                                .onHost("sh", "-c", step.path("command").asText())
                                .check()));
        assertThat(stack.doctor()).as("after what it said was done").isEmpty();
        ReachPage.assertChapter("By nftables, with Docker 20.10", chapter);
    }

    /** An engine that starts puts its rules before all others, and the agent looks after its own each five seconds. */
    private static Reachability settled(String condition) throws Exception {
        long end = System.nanoTime() + SETTLED.toNanos();
        Reachability seen = Reachability.of(condition, stack.clients(), stack.calls());
        while (!seen.failures().isEmpty() && System.nanoTime() < end) {
            seen = Reachability.of(condition, stack.clients(), stack.calls());
        }
        return seen;
    }

    /** The table, which is whole, with what the doctor says. */
    private static String look(String condition, List<String> expected) throws Exception {
        Reachability seen = settled(condition);
        assertThat(seen.failures()).as(condition + "\n" + stack.state()).isEmpty();
        for (Client client : stack.clients()) {
            if (client.onLan()) {
                assertThat(seen.of(client)).as(client.words()).containsOnly(Cell.OWN);
            }
        }
        List<String> found = stack.doctor();
        assertThat(found).as(condition).containsExactlyInAnyOrderElementsOf(expected);
        return seen.text(expected.isEmpty() ? "" : "`fairlead doctor` says `" + String.join("`, `", expected) + "`");
    }
}
