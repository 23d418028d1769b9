package io.fairlead.lab.engine;

import io.fairlead.lab.run.Cache;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Folders;
import io.fairlead.lab.run.Progress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Docker Engines of our own, gone without a trace when the {@link Cleanup} is closed. Several can run at once: each is a Docker
 * host of its own, with the machine's kernel. Needs root and Debian's docker.io.
 */
public final class PrivateEngine {
    private PrivateEngine() {}

    /**
     * An engine in a new network namespace without any uplink. {@code name} is short (it becomes part of a socket's path, of at
     * most 107 octets) and different for engines of one process.
     */
    public static Engine start(String name, Cleanup cleanup, Progress progress) {
        DeadEngines.sweep();
        String id = "fl-" + name + "-" + ProcessHandle.current().pid();
        progress.step("starting a Docker Engine in the network namespace " + id);
        Namespaces.make(id, cleanup);
        Path dataRoot = Cache.folder("engines").resolve(id);
        cleanup.add("data of the engine " + id, () -> Folders.remove(dataRoot));
        Engine engine = Daemon.start(plan(id), cleanup);
        progress.detail("Docker " + engine.version() + " at " + engine.host());
        return engine;
    }

    /** What {@link #start} starts; containers outlive their dockerd, for {@link #restart}. */
    private static Daemon.Plan plan(String id) {
        return new Daemon.Plan(
                id,
                Optional.of(id),
                Cache.folder("engines").resolve(id),
                List.of("--userland-proxy=false", "--live-restore"));
    }

    /** Ends the dockerd of an engine that {@link #start} has started, and starts it anew; its containers live on. */
    public static void restart(Engine engine, Cleanup cleanup) {
        Daemon.restart(plan(engine.namespace().orElseThrow()), cleanup);
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
                        List.of("--bridge=none", "--iptables=false", "--ip-forward=false", "--ip-masq=false")),
                cleanup);
    }
}
