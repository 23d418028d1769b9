package io.fairlead.lab.bench.failover;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.Lan;
import io.fairlead.lab.fault.ContainerProcess;
import io.fairlead.lab.fault.EngineApi;
import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.stack.HaproxyPair;
import io.fairlead.lab.stack.OneHost;
import io.fairlead.lab.stack.Stage;
import io.fairlead.lab.stack.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** compose/one-host as it is, with its defaults: h1, h2 and the host agent. HAProxy has the bench's stream besides. */
public final class FairleadContender implements Contender {
    public static final String KEY = "fairlead";

    /** A container that died often in a short time is started by the engine after up to a minute. */
    private static final Duration WHOLE = Duration.ofSeconds(70);

    private static final Duration NEVER = Duration.ofSeconds(5);
    private static final Duration NEVER_STOPPED = Duration.ofSeconds(16);

    private final Cleanup cleanup;
    private final OneHost stack;
    private final HaproxyPair haproxies;
    private final Stage stage;

    /** Nothing is started yet; {@code cleanup} takes down whatever was. */
    public FairleadContender(Engine engine, EngineApi api, Cleanup cleanup) {
        this.cleanup = cleanup;
        Path folder = BenchFiles.fairlead(engine.socket().resolveSibling("compose"));
        this.stack = new OneHost(engine, "fairlead-bench", engine.socket().resolveSibling("agent"), folder);
        this.haproxies = new HaproxyPair(stack, api);
        // The agent has a LAN, as in compose/one-host; the bench's clients are on the bridge.
        this.stage = new Stage(engine, Lan.of(engine, "bench", OneHost.HOST, OneHost.CLIENT, cleanup), haproxies);
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String words() {
        return "Fairlead";
    }

    @Override
    public Engine engine() {
        return stack.engine();
    }

    @Override
    public void start() {
        stack.down();
        stack.up(cleanup);
        awaitWhole();
    }

    @Override
    public ServiceContainer container(String name) {
        return haproxies.container(name);
    }

    @Override
    public Optional<ServiceContainer> agent() {
        return Optional.of(stack.agent(haproxies.api()));
    }

    @Override
    public boolean moves(ContainerProcess process) {
        return process.isSidecar();
    }

    @Override
    public Duration cap(BenchFault fault) {
        return fault == BenchFault.STOP ? NEVER_STOPPED : NEVER;
    }

    @Override
    public void prepare(BenchFault fault) {
        // One stack serves all.
    }

    @Override
    public void heal(BenchFault fault, ServiceContainer hit) {
        switch (fault) {
            case KILL, STOP -> Fault.START.inject(hit);
            case AGENT_DEAD_KILL -> {
                agent().ifPresent(Fault.START::inject);
                Fault.START.inject(hit);
            }
            case HAPROXY_HUNG -> Injections.resumeHaproxy(hit);
            case FREEZER -> Injections.thaw(hit);
            case SIDECAR_HUNG -> Fault.RESUME_SIDECAR.inject(hit);
            case LINK_DOWN -> Injections.link(engine(), hit, "up").run();
            case PAUSE, NEW_CLIENTS, UNPAUSE, HAPROXY_KILL, SIDECAR_KILL, AGENT_RESTART, WORKER_KILL -> {}
        }
        awaitWhole();
        if (fault.needsAgent()) {
            awaitAgent();
        }
    }

    /** Waits until the agent serves its LAN VIP again. */
    public void awaitAgent() {
        Waiting.until(
                "the agent serving",
                WHOLE,
                () -> stage.agentStatus().filter(status -> status.serving()).isPresent(),
                () -> String.valueOf(stage.agentStatus()));
    }

    /** Waits until both HAProxy containers may hold the address, one does, and the other one is its backup. */
    public void awaitWhole() {
        Waiting.until("both HAProxy containers well", WHOLE, haproxies::settled, haproxies::state);
    }

    public Stage stage() {
        return stage;
    }

    @Override
    public Map<String, Long> containersAtWork() {
        Map<String, Long> pids = new LinkedHashMap<>();
        containers().forEach(container -> pids.put(container.name() + " (HAProxy, sidecar)", container.pid()));
        agent().ifPresent(agent -> pids.put("agent", agent.pid()));
        return pids;
    }

    @Override
    public String state() {
        return haproxies.state();
    }

    @Override
    public void close() {
        stack.down();
    }
}
