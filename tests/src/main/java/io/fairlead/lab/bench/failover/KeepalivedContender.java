package io.fairlead.lab.bench.failover;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.fault.ContainerProcess;
import io.fairlead.lab.fault.EngineApi;
import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.stack.OneHost;
import io.fairlead.lab.stack.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * h1 and h2 with HAProxy and keepalived inside, both started by docker exec. For docker stop HAProxy is the first process, as in
 * its official image.
 */
public final class KeepalivedContender implements Contender {
    private static final Duration WHOLE = Duration.ofSeconds(30);
    /** The engine kills after ten seconds, then the timers run. */
    private static final Duration NEVER_STOPPED = Duration.ofSeconds(16);

    private final KeepalivedForm form;
    private final Engine engine;
    private final EngineApi api;
    private final KeepalivedStack stack;
    private boolean haproxyFirst;

    /** Nothing is started yet; {@code cleanup} takes down whatever was. The engine has the image. */
    public KeepalivedContender(KeepalivedForm form, Engine engine, EngineApi api, Cleanup cleanup) {
        this.form = form;
        this.engine = engine;
        this.api = api;
        Path folder = BenchFiles.keepalived(engine.socket().resolveSibling(form.key()), form);
        this.stack = new KeepalivedStack(engine, "bench-" + form.key(), folder);
        cleanup.add("the stack of " + form.words(), stack::down);
    }

    @Override
    public String key() {
        return form.key();
    }

    @Override
    public String words() {
        return form.words();
    }

    @Override
    public Engine engine() {
        return engine;
    }

    @Override
    public void start() {
        stack.down();
        stack.up(haproxyFirst);
        OneHost.HAPROXIES.forEach(this::startPrograms);
        awaitWhole();
    }

    private void startPrograms(String name) {
        if (!haproxyFirst) {
            stack.startHaproxy(name);
        }
        stack.startKeepalived(name);
    }

    @Override
    public ServiceContainer container(String name) {
        return api.container(stack.project(), name);
    }

    @Override
    public Optional<ServiceContainer> agent() {
        return Optional.empty();
    }

    @Override
    public boolean moves(ContainerProcess process) {
        return process.isKeepalived();
    }

    @Override
    public Duration cap(BenchFault fault) {
        return fault == BenchFault.STOP ? NEVER_STOPPED : form.never();
    }

    @Override
    public void prepare(BenchFault fault) {
        if (haproxyFirst != (fault == BenchFault.STOP)) {
            haproxyFirst = fault == BenchFault.STOP;
            start();
        }
    }

    @Override
    public void heal(BenchFault fault, ServiceContainer hit) {
        switch (fault) {
            case KILL, STOP, AGENT_DEAD_KILL -> {
                Fault.START.inject(hit);
                startPrograms(hit.name());
            }
            case HAPROXY_KILL -> stack.startHaproxy(hit.name());
            case HAPROXY_HUNG -> Injections.resumeHaproxy(hit);
            case SIDECAR_KILL -> stack.startKeepalived(hit.name());
            case FREEZER -> Injections.thaw(hit);
            case PAUSE, NEW_CLIENTS, UNPAUSE, AGENT_RESTART, WORKER_KILL, SIDECAR_HUNG, LINK_DOWN -> {}
        }
        awaitWhole();
    }

    /** h1, of the higher priority, has the address and h2 has not, and all programs run. */
    private void awaitWhole() {
        Waiting.until(
                "h1 alone with the address, and all programs running",
                WHOLE,
                () -> holders().equals(List.of(OneHost.HAPROXIES.getFirst())) && allRun(),
                this::state);
    }

    private boolean allRun() {
        return containers().stream()
                .map(ServiceContainer::processes)
                .allMatch(all -> has(all, ContainerProcess::isHaproxy) && has(all, ContainerProcess::isKeepalived));
    }

    private static boolean has(List<ContainerProcess> processes, Predicate<ContainerProcess> which) {
        return processes.stream().anyMatch(which);
    }

    @Override
    public Map<String, Long> containersAtWork() {
        Map<String, Long> pids = new LinkedHashMap<>();
        containers().forEach(container -> pids.put(container.name() + " (HAProxy, keepalived)", container.pid()));
        return pids;
    }

    @Override
    public String state() {
        List<String> words = containers().stream()
                .map(container -> container.name() + " " + container.status() + " with "
                        + (container.status().equals("running") ? container.processes() : "-"))
                .toList();
        return String.join("; ", words) + "; VIP on " + holders();
    }

    @Override
    public void close() {
        stack.down();
    }
}
