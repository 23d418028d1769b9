package io.fairlead.lab.engine;

import io.fairlead.lab.run.Cache;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Folders;
import io.fairlead.lab.run.Progress;
import java.util.List;
import java.util.Optional;

/**
 * Docker Engines of our own, gone without a trace when the {@link Cleanup} is closed. Several can run at once: each is a Docker
 * host of its own, with the machine's kernel. Needs root and Debian's docker.io.
 */
public final class PrivateEngine {
    private static final List<String> RESTARTABLE = List.of("--userland-proxy=false", "--live-restore");

    private static final List<String> RESTARTABLE_WITH_IPV6 =
            List.of("--userland-proxy=false", "--live-restore", "--experimental", "--ip6tables");

    private PrivateEngine() {}

    /**
     * An engine in a new network namespace without any uplink. {@code name} is short (it becomes part of a socket's path, of at
     * most 107 octets) and different for engines of one process.
     */
    public static Engine start(String name, Cleanup cleanup, Progress progress) {
        return start(name, List.of("--userland-proxy=false"), cleanup, progress);
    }

    /** The same, but its containers outlive their dockerd: for {@link #restart}. */
    public static Engine startRestartable(String name, Cleanup cleanup, Progress progress) {
        return start(name, RESTARTABLE, cleanup, progress);
    }

    /** The same, and it writes rules for IPv6 as newer engines do unasked. */
    public static Engine startRestartableWithIpv6(String name, Cleanup cleanup, Progress progress) {
        return start(name, RESTARTABLE_WITH_IPV6, cleanup, progress);
    }

    private static Engine start(String name, List<String> options, Cleanup cleanup, Progress progress) {
        DeadEngines.sweep();
        String id = "fl-" + name + "-" + ProcessHandle.current().pid();
        progress.step("starting a Docker Engine in the network namespace " + id);
        Namespaces.make(id, cleanup);
        Daemon.Plan plan = plan(id, options);
        cleanup.add("data of the engine " + id, () -> Folders.remove(plan.dataRoot()));
        Engine engine = Daemon.start(plan, cleanup);
        progress.detail("Docker " + engine.version() + " at " + engine.host());
        return engine;
    }

    private static Daemon.Plan plan(String id, List<String> options) {
        return new Daemon.Plan(id, Optional.of(id), Cache.folder("engines").resolve(id), options, Optional.empty());
    }

    /** Ends the dockerd of such an engine and starts it anew. */
    public static void restart(Engine engine, Cleanup cleanup) {
        Daemon.restart(plan(engine.namespace().orElseThrow(), RESTARTABLE), cleanup);
    }

    /** The same for {@link #startRestartableWithIpv6}, and it finds the firewalld of {@code bus}. */
    public static void restartWithIpv6(Engine engine, SystemBus bus, Cleanup cleanup) {
        Daemon.Plan plan = plan(engine.namespace().orElseThrow(), RESTARTABLE_WITH_IPV6);
        Daemon.restart(
                new Daemon.Plan(
                        plan.id(), plan.namespace(), plan.dataRoot(), plan.options(), Optional.of(bus.address())),
                cleanup);
    }

    /** Lets {@code engine} outlive this process, once its clean-up is abandoned, until somebody calls {@link #remove}. */
    public static void disown(Engine engine) {
        Owner.forget(engine.socket().getParent());
    }

    /** Ends a disowned engine, with its containers, its network namespace and its data. */
    public static void remove(Engine engine) {
        DeadEngines.remove(engine.socket().getParent());
    }

    /**
     * An engine in the machine's own network namespace, that makes no bridge and no rule there: it builds images with
     * {@code --network host}. Its data stay in the cache, so one process at a time may have it.
     */
    public static Engine builder(Cleanup cleanup, Progress progress) {
        DeadEngines.sweep();
        cleanup.keep("the builder's lock", Cache.lock("builder", progress));
        String id = "fl-builder-" + ProcessHandle.current().pid();
        progress.step("starting a Docker Engine to build with");
        return Daemon.start(
                new Daemon.Plan(
                        id,
                        Optional.empty(),
                        Cache.folder("builder"),
                        List.of("--bridge=none", "--iptables=false", "--ip-forward=false", "--ip-masq=false"),
                        Optional.empty()),
                cleanup);
    }
}
