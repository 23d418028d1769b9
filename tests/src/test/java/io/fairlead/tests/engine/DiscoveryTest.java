package io.fairlead.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.docker.DockerEngine;
import io.fairlead.agent.docker.EngineEvent;
import io.fairlead.agent.docker.EngineHands;
import io.fairlead.agent.docker.EngineWatch;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Container.State;
import io.fairlead.core.model.LanDefaults;
import io.fairlead.core.model.ModelBuilder;
import io.fairlead.core.model.Observed;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.text.Problem;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.run.Repository;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the agent learns from a real engine. */
@Tag("engine")
class DiscoveryTest {
    /** No listing by the clock within a test: what is seen, an event has told. */
    private static final EngineWatch.Settings EVENTS_ONLY =
            new EngineWatch.Settings(Duration.ofMinutes(10), Duration.ofMinutes(20));

    private static final LanDefaults DEFAULTS = new LanDefaults(true, OptionalInt.empty(), "", Scheduler.RR);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String VIP_LABEL = "io.fairlead.vip=172.30.0.201";

    private static final Cleanup CLEANUP = new Cleanup();
    private static Engine engine;

    private final BlockingQueue<EngineEvent> events = new LinkedBlockingQueue<>();

    @BeforeAll
    static void startEngine() {
        engine = PrivateEngine.start("discovery", CLEANUP, Progress.to(System.out));
        SleepImage.importInto(engine);
        engine.docker(
                        "network",
                        "create",
                        "--subnet=172.30.0.0/24",
                        "--ip-range=172.30.0.0/25",
                        "--aux-address=vip=172.30.0.201",
                        "--aux-address=other=172.30.0.9",
                        "shop")
                .check();
    }

    @AfterAll
    static void stopEngine() {
        CLEANUP.close();
    }

    @AfterEach
    void removeContainers() {
        String ids = engine.docker("ps", "--all", "--quiet").text();
        ids.lines().forEach(id -> engine.docker("rm", "--force", id).check());
    }

    private static void run(String name, String network, String... options) {
        engine.docker("run", "--detach", "--name", name, "--network", network)
                .with(options)
                .with(SleepImage.NAME, "/bin/sleep", "1000")
                .check();
    }

    private EngineWatch watch(URI host) {
        return EngineWatch.start(() -> DockerEngine.connect(host), java.util.List::of, EVENTS_ONLY, events::add);
    }

    private Observed awaitObserved(String what, Predicate<Observed> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + SOON.toNanos();
        EngineEvent latest = null;
        while (System.nanoTime() < deadline) {
            EngineEvent event = events.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            latest = event == null ? latest : event;
            if (event instanceof EngineEvent.Seen seen && wanted.test(seen.observed())) {
                return seen.observed();
            }
        }
        throw new AssertionError(what + " was not seen within " + SOON + "; the latest was " + latest);
    }

    private void awaitState(String name, State state) throws InterruptedException {
        awaitObserved(
                name + " " + state,
                observed ->
                        observed.containers().stream().anyMatch(c -> c.name().equals(name) && c.state() == state));
    }

    @Test
    void everyChangeOfAContainerIsToldByEvents() throws InterruptedException {
        try (EngineWatch _ = watch(URI.create(engine.host()))) {
            awaitObserved(
                    "an engine without containers",
                    observed -> observed.containers().isEmpty());
            run("h1", "shop", "--label", VIP_LABEL);
            awaitState("h1", State.RUNNING);
            engine.docker("pause", "h1").check();
            awaitState("h1", State.PAUSED);
            engine.docker("unpause", "h1").check();
            awaitState("h1", State.RUNNING);
            engine.docker("kill", "h1").check();
            awaitState("h1", State.EXITED);
            engine.docker("rm", "h1").check();
            awaitObserved("h1 gone", observed -> observed.containers().isEmpty());
        }
    }

    @Test
    void memberHasItsLabelsAddressAndNetwork() throws InterruptedException {
        run("h1", "shop", "--label", VIP_LABEL, "--ip", "172.30.0.7");
        try (EngineWatch _ = watch(URI.create(engine.host()))) {
            Observed observed = awaitObserved("h1", o -> !o.containers().isEmpty());
            Container h1 = observed.containers().getFirst();
            assertThat(h1.labels()).containsEntry("io.fairlead.vip", "172.30.0.201");
            assertThat(h1.attachments().getFirst().addresses()).containsExactly(IpAddress.parse("172.30.0.7"));
            assertThat(observed.networks()).singleElement().satisfies(network -> {
                assertThat(network.pools().getFirst().subnet()).isEqualTo(IpPrefix.parse("172.30.0.0/24"));
                assertThat(network.pools().getFirst().auxiliary()).containsValue(IpAddress.parse("172.30.0.201"));
                assertThat(network.endpoints()).containsKey("h1");
            });
            ModelBuilder.Result result = ModelBuilder.build(observed, DEFAULTS);
            assertThat(result.problems()).isEmpty();
            assertThat(result.model().orElseThrow().warnings()).isEmpty();
        }
    }

    @Test
    void vipThatAnotherContainerHasIsOccupied() throws InterruptedException {
        engine.docker("network", "create", "--subnet=172.31.0.0/24", "unreserved")
                .check();
        run("thief", "unreserved", "--ip", "172.31.0.201");
        run("h1", "unreserved", "--label", "io.fairlead.vip=172.31.0.201");
        try (EngineWatch _ = watch(URI.create(engine.host()))) {
            Observed observed = awaitObserved("both", o -> o.containers().size() == 2);
            assertThat(ModelBuilder.build(observed, DEFAULTS).problems())
                    .extracting(Problem::line)
                    .singleElement()
                    .asString()
                    .contains("172.31.0.201 is occupied: it is container thief's own address");
        }
    }

    @Test
    void throughATcpProxyTheAgentMakesTheDocumentedCallsAndNoOther() throws Exception {
        try (RecordingProxy proxy = RecordingProxy.before(engine.socket());
                EngineWatch _ = watch(proxy.uri())) {
            awaitObserved("an engine without containers", o -> o.containers().isEmpty());
            run("h1", "shop", "--label", VIP_LABEL);
            awaitObserved(
                    "h1 with its process", o -> o.containers().stream().anyMatch(container -> container.pid() > 0));
            try (EngineHands hands = DockerEngine.connect(proxy.uri())) {
                String id = engine.docker("inspect", "--format", "{{.Id}}", "h1")
                        .text()
                        .strip();
                assertThat(hands.look(id)).map(Container::name).contains("h1");
                hands.start(id);
                hands.restart(id);
            }
            assertThat(proxy.calls()).isEqualTo(documentedCalls());
        }
    }

    private static Set<String> documentedCalls() throws Exception {
        String text = Files.readString(Repository.root().resolve("docs/security.md"));
        Matcher matcher = Pattern.compile("(?m)^\\| `([A-Z]+ /[^`]*)`").matcher(text);
        Set<String> calls = new TreeSet<>();
        while (matcher.find()) {
            calls.add(matcher.group(1));
        }
        return calls;
    }
}
