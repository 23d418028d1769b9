package io.fairlead.lab.engine;

import io.fairlead.lab.run.Child;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Starts and ends one dockerd. */
final class Daemon {
    /** In /run, since a unix socket's path is short and containerd puts its own a few folders deeper. */
    static final Path RUN = Path.of("/run/fairlead-lab");

    private static final Duration READY = Duration.ofSeconds(60);

    /**
     * @param id names its folder in /run
     * @param namespace to run in, empty = the machine's own
     * @param bus the address of the system's D-Bus, where dockerd looks for firewalld; empty: the machine's own
     */
    record Plan(String id, Optional<String> namespace, Path dataRoot, List<String> options, Optional<String> bus) {}

    private Daemon() {}

    static Engine start(Plan plan, Cleanup cleanup) {
        Path folder = RUN.resolve(plan.id());
        Engine engine = new Engine(folder.resolve("docker.sock"), plan.namespace());
        cleanup.add("the engine " + plan.id(), () -> DeadEngines.bury(folder));
        prepare(folder);
        Child child = command(plan, folder).start(folder.resolve("dockerd.log"));
        cleanup.add("dockerd " + plan.id(), () -> end(engine, child));
        awaitReady(engine, child);
        return engine;
    }

    /** Ends the one of this plan, whose containers live on if it says --live-restore, and starts it anew. */
    static void restart(Plan plan, Cleanup cleanup) {
        Path folder = RUN.resolve(plan.id());
        Engine engine = new Engine(folder.resolve("docker.sock"), plan.namespace());
        String pid;
        try {
            pid = Files.readString(folder.resolve("dockerd.pid")).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProcessHandle old = ProcessHandle.of(Long.parseLong(pid))
                .orElseThrow(() -> new IllegalStateException("no dockerd " + pid + " runs"));
        old.destroy();
        old.onExit().orTimeout(READY.toSeconds(), TimeUnit.SECONDS).join();
        Child child = command(plan, folder).start(folder.resolve("dockerd-again.log"));
        cleanup.add("dockerd " + plan.id() + " again", () -> end(engine, child));
        awaitReady(engine, child);
    }

    private static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
            Owner.current().write(folder);
            // An own, empty configuration: the machine's /etc/docker/daemon.json may contradict the options.
            Files.writeString(folder.resolve("daemon.json"), "{}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Command command(Plan plan, Path folder) {
        List<String> argv = new ArrayList<>(List.of(
                "dockerd",
                "--data-root=" + plan.dataRoot(),
                "--exec-root=" + folder.resolve("x"),
                "--pidfile=" + folder.resolve("dockerd.pid"),
                "--host=unix://" + folder.resolve("docker.sock"),
                "--group=root",
                "--config-file=" + folder.resolve("daemon.json")));
        argv.addAll(plan.options());
        Command command =
                Command.of(argv).under(plan.namespace().map(Namespaces::enter).orElse(List.of()));
        return plan.bus()
                .map(address -> command.env(SystemBus.VARIABLE, address))
                .orElse(command);
    }

    private static void awaitReady(Engine engine, Child child) {
        Ready.await(child, READY, () -> Files.exists(engine.socket()) && engine.answers());
    }

    /** Containers first, by force: dockerd alone would give each of them ten seconds. */
    private static void end(Engine engine, Child child) {
        if (child.alive()) {
            String containers = engine.docker("ps", "--all", "--quiet").run().out();
            if (!containers.isBlank()) {
                engine.docker("rm", "--force", "--volumes")
                        .with(containers.strip().split("\\s+"))
                        .run();
            }
        }
        child.close();
    }
}
