package io.fairlead.lab.stack;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.fault.EngineApi;
import io.fairlead.lab.fault.Fault;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.image.Image;
import io.fairlead.lab.image.Images;
import io.fairlead.lab.probe.Probe;
import io.fairlead.lab.probe.Prober;
import io.fairlead.lab.probe.Target;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import io.fairlead.linux.namespace.NetworkNamespace;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * h1 and h2 of compose/one-host on a private engine without the host agent, and a client on the engine's host that connects
 * to the container VIP over the bridge.
 */
public record SidecarsAlone(Engine engine, HaproxyPair haproxies, Prober client, Limits limits) {
    private static final int PORT = 80;
    private static final Duration EVERY = Duration.ofMillis(1);
    private static final Limits LIMITS = new Limits(
            Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofSeconds(1), EVERY, Duration.ofSeconds(1), 1);

    /** Brings it up and waits until it is whole; {@code cleanup} takes it down. */
    public static SidecarsAlone start(String name, Cleanup cleanup, Progress progress) {
        Engine engine = PrivateEngine.start(name, cleanup, progress);
        Images.provide(engine, progress, Image.HAPROXY);
        progress.step("starting h1 and h2");
        OneHost stack = new OneHost(engine, "fairlead-" + name, engine.socket().resolveSibling("agent"));
        stack.up(cleanup, "h1", "h2", "b1", "b2");
        EngineApi api = cleanup.keep("the connection to the engine", EngineApi.of(engine));
        Prober client = cleanup.keep("the client", client(engine));
        SidecarsAlone all = new SidecarsAlone(engine, new HaproxyPair(stack, api), client, LIMITS);
        all.awaitWhole();
        return all;
    }

    private static Prober client(Engine engine) {
        // Answered by HAProxy itself: backends would add nothing but time.
        InetSocketAddress vip = new InetSocketAddress(OneHost.VIP, PORT);
        Target target = Target.whoami(vip, "/whoami", EVERY).deadline(LIMITS.deadline());
        Path file = Path.of("/var/run/netns", engine.namespace().orElseThrow());
        try (NetworkNamespace namespace = NetworkNamespace.ofPath(file)) {
            return Prober.start(target, namespace);
        }
    }

    /** Does {@code fault} to the holder, measures, and makes everything whole again. */
    public FaultResult lose(Fault fault) {
        ServiceContainer holder = haproxies.holder();
        String other = HaproxyPair.otherThan(holder.name());
        FaultResult result = run().run(fault, holder, other);
        remedy(fault).ifPresent(remedy -> remedy.inject(holder));
        awaitWhole();
        return result;
    }

    public FaultRun run() {
        return new FaultRun(haproxies, client, limits);
    }

    /** Waits until both containers may hold the address, and exactly one does. */
    public void awaitWhole() {
        Waiting.until("both HAProxy containers ready", limits.whole(), haproxies::whole, haproxies::state);
    }

    /** Waits until exactly {@code names} have the address. */
    public void awaitHolders(List<String> names, Duration longest) {
        Waiting.until("VIP on " + names, longest, () -> haproxies.holders().equals(names), haproxies::state);
    }

    /** Waits until the sidecar of {@code container} says that it is {@code role}: active or backup. */
    public void awaitRole(ServiceContainer container, String role, Duration longest) {
        Waiting.until(
                container.name() + " " + role,
                longest,
                () -> HaproxyPair.readiness(container).contains(role),
                () -> HaproxyPair.readiness(container));
    }

    /** Who answers the next {@code count} connections, empty for one that fails. */
    public List<String> nextAnswers(int count) {
        long from = System.nanoTime();
        Waiting.within(limits.deadline(), () -> client.since(from).count() > count);
        long until = System.nanoTime();
        Waiting.within(limits.deadline().multipliedBy(2), () -> client.decidedUntil(until));
        return client.since(from).between(from, until).list().stream()
                .limit(count)
                .map(Probe::answeredBy)
                .toList();
    }

    private static Optional<Fault> remedy(Fault fault) {
        return switch (fault) {
            case KILL, STOP -> Optional.of(Fault.START);
            case PAUSE -> Optional.of(Fault.UNPAUSE);
            case HANG_HAPROXY -> Optional.of(Fault.RESUME_HAPROXY);
            case UNPAUSE, START, KILL_HAPROXY, RESUME_HAPROXY, KILL_SIDECAR, RESUME_SIDECAR, KILL_AGENT ->
                Optional.empty();
        };
    }
}
