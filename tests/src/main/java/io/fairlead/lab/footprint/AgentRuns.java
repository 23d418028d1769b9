package io.fairlead.lab.footprint;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.Lan;
import io.fairlead.lab.fault.EngineApi;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.stack.OneHost;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Starts the agent of compose/one-host again and again, with its two members and its LAN VIP. */
final class AgentRuns {
    private static final Duration AT_REST = Duration.ofSeconds(30);
    private static final String PROJECT = "footprint";

    private final Engine engine;
    private final Progress progress;

    AgentRuns(Engine engine, Progress progress) {
        this.engine = engine;
        this.progress = progress;
    }

    List<Measure> measure(int runs, Cleanup cleanup) {
        progress.step("starting the stack of compose/one-host");
        Lan.of(engine, PROJECT, OneHost.HOST, OneHost.CLIENT, cleanup);
        OneHost stack = new OneHost(engine, PROJECT, engine.socket().resolveSibling("agent"));
        stack.up(cleanup);
        String agent = agentContainer(stack);
        List<Memory> memories = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            progress.step("agent " + (run + 1) + " of " + runs + ", at rest for " + AT_REST.toSeconds() + " s");
            engine.docker("restart", agent).check();
            Waits.until(Instant.now().plus(AT_REST));
            memories.add(Memory.of(JavaProcess.in(engine, agent)));
            progress.detail("resident " + Math.round(memories.getLast().resident()) + " MB");
        }
        return List.of(new Measure(
                "agent_resident",
                "agent: resident after 30 s",
                "MB",
                160,
                memories.stream().map(Memory::resident).toList()));
    }

    private String agentContainer(OneHost stack) {
        try (EngineApi api = EngineApi.of(engine)) {
            return stack.agent(api).id();
        }
    }
}
