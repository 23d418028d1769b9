package io.fairlead.agent;

import io.fairlead.agent.config.AgentConfig;
import io.fairlead.agent.docker.DockerEngine;
import io.fairlead.agent.docker.EngineEvent;
import io.fairlead.agent.lan.LanRouters;
import io.fairlead.core.model.ModelBuilder;
import io.fairlead.core.text.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** What must be right before the agent begins; else it says so and changes nothing. */
final class Startup {
    private static final int CAP_NET_ADMIN = 12;
    private static final int CAP_NET_RAW = 13;
    private static final Path STATUS = Path.of("/proc/self/status");

    private Startup() {}

    /** Throws UserError if the process may not do what it is for. */
    static void requireCapabilities() {
        long effective = effectiveCapabilities();
        List<String> missing = new ArrayList<>();
        if ((effective >> CAP_NET_ADMIN & 1) == 0) {
            missing.add("NET_ADMIN");
        }
        if ((effective >> CAP_NET_RAW & 1) == 0) {
            missing.add("NET_RAW");
        }
        if (!missing.isEmpty()) {
            String names = String.join(" and ", missing);
            throw new UserError(
                    "this process",
                    "has no capability " + names + ", so it can neither hold an address nor forward",
                    "run it as root with cap_add: [NET_ADMIN, NET_RAW]");
        }
    }

    private static long effectiveCapabilities() {
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("CapEff:"))
                    .map(line -> Long.parseUnsignedLong(
                            line.substring("CapEff:".length()).strip(), 16))
                    .findFirst()
                    .orElse(0L);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /**
     * Waits for the first answer of the engine and checks what it shows.
     *
     * @throws UserError if there is none, or labels are wrong
     */
    static EngineEvent.Seen firstAnswer(BlockingQueue<EngineEvent> events, AgentConfig config)
            throws InterruptedException {
        Duration patience = config.docker().patience();
        List<EngineEvent> stops = new ArrayList<>();
        EngineEvent first = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        while (first instanceof EngineEvent.Stopped) {
            stops.add(first);
            first = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        }
        events.addAll(stops);
        return switch (first) {
            case EngineEvent.Seen seen -> {
                check(seen, config);
                yield seen;
            }
            case EngineEvent.Lost lost ->
                throw DockerEngine.unreachable(config.docker().host(), lost.reason());
            case EngineEvent.Stopped _ -> throw new AssertionError("none is left");
            case null ->
                throw DockerEngine.unreachable(config.docker().host(), "no answer for " + patience.toSeconds() + " s");
        };
    }

    private static void check(EngineEvent.Seen seen, AgentConfig config) {
        ModelBuilder.Result result = ModelBuilder.build(seen.observed(), config.lanDefaults(), config.services());
        List<Problem> problems = new ArrayList<>(result.problems());
        result.model()
                .ifPresent(model -> Planner.routers(model)
                        .forEach(router -> LanRouters.problem(router, config.lan())
                                .ifPresent(what -> problems.add(new Problem(
                                        "LAN address " + router.address().address(),
                                        what,
                                        "change the label or the setting")))));
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
    }
}
