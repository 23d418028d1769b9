package io.fairlead.tests.kernel.check;

import io.fairlead.agent.check.CheckReport;
import io.fairlead.agent.check.CheckSurroundings;
import io.fairlead.agent.check.Checks;
import io.fairlead.core.check.CheckOptions;
import io.fairlead.core.check.CheckTarget;
import io.fairlead.core.health.RealServer;
import io.fairlead.core.health.ServerHealth;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.run.Child;
import io.fairlead.lab.run.Command;
import io.fairlead.tests.kernel.Deadline;
import io.fairlead.tests.kernel.FreshNamespace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A namespace with servers in it, and the agent's checks that run there. */
final class CheckedNamespace implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(60);

    private final FreshNamespace namespace = FreshNamespace.create();
    private final Path folder;
    private final List<Child> servers = new ArrayList<>();
    private final List<CheckTarget> targets = new ArrayList<>();
    private final Checks checks;
    private volatile Map<RealServer, ServerHealth> health = Map.of();

    /** Logs of servers, secrets and scripts are in {@code folder}. */
    CheckedNamespace(Path folder) {
        this.folder = folder;
        this.checks = new Checks(new CheckSurroundings(folder, folder), seen -> health = seen);
    }

    FreshNamespace namespace() {
        return namespace;
    }

    /** Starts a server in the namespace; it ends with {@link #close}. */
    Child server(String name, String... argv) {
        Child child = namespace.call(() -> Command.of(argv).start(folder.resolve(name + ".log")));
        servers.add(child);
        return child;
    }

    /** Checks a server from now on: five times a second and without patience, unless options say otherwise. */
    RealServer check(String service, String address, int port, String kind, String... options) {
        Map<String, String> texts =
                new HashMap<>(Map.of("interval", "200 ms", "timeout", "200 ms", "rise", "1", "fall", "2"));
        texts.put("flap-falls", "0");
        for (int i = 0; i < options.length; i += 2) {
            texts.put(options[i], options[i + 1]);
        }
        RealServer server = new RealServer(service, IpAddress.parse(address), port);
        CheckOptions.Result result = CheckOptions.read(kind, texts, name -> name);
        targets.add(
                new CheckTarget(server, result.settings().orElseThrow(() -> new AssertionError(result.problems()))));
        // The threads of the checks belong to the namespace of the thread that begins them.
        namespace.run(() -> checks.bring(List.copyOf(targets)));
        return server;
    }

    Optional<ServerHealth> health(RealServer server) {
        return Optional.ofNullable(health.get(server));
    }

    /** How long it took until the server is up. */
    Duration awaitUp(RealServer... expected) {
        return await(Verdict.HEALTHY, expected);
    }

    /** Why the server is down, once it is. */
    String awaitDown(RealServer server) {
        await(Verdict.UNHEALTHY, server);
        return health(server).orElseThrow().reason();
    }

    /** Waits until the server is down for this reason; what it was down for before does not matter. */
    void awaitDown(RealServer server, String reason) {
        Deadline.await(
                server + " down: " + reason,
                SOON,
                () -> report().views().stream()
                        .filter(view -> view.server().equals(server))
                        .map(view -> view.health())
                        .anyMatch(seen -> seen.verdict() == Verdict.UNHEALTHY
                                && seen.reason().equals(reason)),
                () -> checks.report().views());
    }

    /** Waits until the server has answered this. */
    void awaitAnswer(RealServer server, String words) {
        Deadline.await(
                words,
                SOON,
                () -> lastAnswer(server).equals(words),
                () -> checks.report().views());
    }

    private Duration await(Verdict verdict, RealServer... expected) {
        List<RealServer> all = List.of(expected);
        return Deadline.await(
                all + " " + verdict,
                SOON,
                () -> all.stream()
                        .allMatch(each -> health(each)
                                .filter(seen -> seen.verdict() == verdict)
                                .isPresent()),
                () -> checks.report().views());
    }

    /** What it answered last. */
    String answer(RealServer server) {
        Deadline.await("an answer", SOON, () -> !lastAnswer(server).isEmpty(), checks::report);
        return lastAnswer(server);
    }

    private String lastAnswer(RealServer server) {
        return report().views().stream()
                .filter(view -> view.server().equals(server))
                .map(view -> view.words())
                .findFirst()
                .orElse("");
    }

    CheckReport report() {
        return checks.report();
    }

    @Override
    public void close() {
        checks.close();
        servers.forEach(Child::close);
        namespace.close();
    }
}
