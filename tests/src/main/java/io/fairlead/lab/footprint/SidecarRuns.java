package io.fairlead.lab.footprint;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.image.Image;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.run.Repository;
import io.fairlead.lab.stack.Waiting;
import io.fairlead.linux.namespace.NetworkNamespace;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts sidecars one after the other, each the owner of an address of its own: an owner (priority 255) advertises at once,
 * without the wait in which a Backup listens first. All go on until the last has been measured.
 */
final class SidecarRuns {
    private static final String NETWORK = "fl-footprint";
    private static final String SUBNET = "10.157.0.0/24";
    private static final String ADDRESSES = "10.157.0.";
    private static final int FIRST_VRID = 201;
    private static final Duration ADVERT_LIMIT = Duration.ofSeconds(20);
    private static final Duration SETTLED = Duration.ofSeconds(4);

    /** So that the memory is that of a program at rest. */
    private static final Duration AT_REST = Duration.ofSeconds(30);

    /** One sidecar. */
    private record Started(String container, Instant exec, Instant advert) {
        double firstAdvertMillis() {
            return Duration.between(exec, advert).toNanos() / 1e6;
        }
    }

    private final Engine engine;
    private final Progress progress;

    SidecarRuns(Engine engine, Progress progress) {
        this.engine = engine;
        this.progress = progress;
    }

    List<Measure> measure(int runs, Cleanup cleanup) {
        cleanup.add("network " + NETWORK, this::removeNetwork);
        engine.docker("network", "create", "--subnet", SUBNET)
                .with("--opt", "com.docker.network.bridge.name=" + NETWORK, NETWORK)
                .check();
        List<Started> started = startAll(runs, cleanup);
        progress.step("waiting until the sidecars have been at rest for " + AT_REST.toSeconds() + " s");
        List<Memory> memories = started.stream().map(this::memoryAtRest).toList();
        return List.of(
                new Measure(
                        "sidecar_first_advert",
                        "sidecar: exec to first advertisement",
                        "ms",
                        120,
                        started.stream().map(Started::firstAdvertMillis).toList()),
                new Measure(
                        "sidecar_resident",
                        "sidecar: resident after 30 s",
                        "MB",
                        60,
                        memories.stream().map(Memory::resident).toList()),
                new Measure(
                        "sidecar_private",
                        "sidecar: private after 30 s",
                        "MB",
                        36,
                        memories.stream().map(Memory::unshared).toList()));
    }

    private List<Started> startAll(int runs, Cleanup cleanup) {
        List<Started> started = new ArrayList<>();
        try (NetworkNamespace host = namespace();
                AdvertCapture capture = AdvertCapture.on(host, NETWORK, interfaceIndex())) {
            for (int run = 0; run < runs; run++) {
                progress.step("sidecar " + (run + 1) + " of " + runs);
                started.add(start(run, capture, cleanup));
                progress.detail("first advertisement after "
                        + Math.round(started.getLast().firstAdvertMillis()) + " ms");
                // What it does later, the rehearsal of a takeover for one, is not part of the next one's start.
                Waits.until(started.getLast().exec().plus(SETTLED));
            }
        }
        return started;
    }

    private Started start(int run, AdvertCapture capture, Cleanup cleanup) {
        String name = NETWORK + "-" + run;
        int vrid = FIRST_VRID + run;
        cleanup.add(
                "container " + name,
                () -> engine.docker("rm", "--force", "--volumes", name).run());
        engine.docker("run", "--detach", "--name", name, "--network", NETWORK)
                .with("--cap-drop=ALL", "--cap-add=NET_ADMIN", "--cap-add=NET_RAW")
                .with("--security-opt=no-new-privileges", "--read-only", "--tmpfs=/run", "--tmpfs=/tmp")
                .with("--env", "FAIRLEAD_VIP=" + ADDRESSES + vrid, "--env", "FAIRLEAD_PRIORITY=255")
                .with("--volume", configuration() + ":/usr/local/etc/haproxy/haproxy.cfg:ro")
                // The shell tells the time just before it becomes what the image's entry point names.
                .with("--entrypoint=bash", Image.HAPROXY.latest(), "-c")
                .with("echo exec $EPOCHREALTIME; exec /opt/fairlead/bin/tini -- /opt/fairlead/bin/fairlead-sidecar")
                .check();
        Waiting.until(
                "sidecar " + name + " advertises",
                ADVERT_LIMIT,
                () -> capture.first(vrid).isPresent(),
                () -> engine.docker("logs", name).run().toString());
        return new Started(name, exec(name), capture.first(vrid).orElseThrow());
    }

    private Instant exec(String container) {
        String seconds = engine.docker("logs", container)
                .text()
                .lines()
                .filter(line -> line.startsWith("exec "))
                .findFirst()
                .orElseThrow()
                .substring("exec ".length());
        return Instant.EPOCH.plusNanos(new BigDecimal(seconds).movePointRight(9).longValueExact());
    }

    private Memory memoryAtRest(Started started) {
        Waits.until(started.exec().plus(AT_REST));
        return Memory.of(JavaProcess.in(engine, started.container()));
    }

    private void removeNetwork() {
        engine.docker("network", "rm", NETWORK).run();
    }

    private NetworkNamespace namespace() {
        return engine.namespace()
                .map(name -> NetworkNamespace.ofPath(Path.of("/var/run/netns", name)))
                .orElseGet(NetworkNamespace::current);
    }

    private int interfaceIndex() {
        String link =
                engine.onHost("ip", "-oneline", "link", "show", "dev", NETWORK).text();
        return Integer.parseInt(link.substring(0, link.indexOf(':')));
    }

    private static Path configuration() {
        return Repository.root().resolve("compose/one-host/haproxy.cfg");
    }
}
