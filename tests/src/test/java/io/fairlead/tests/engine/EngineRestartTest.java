package io.fairlead.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.run.Repository;
import io.fairlead.lab.stack.Waiting;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** dockerd is restarted and the containers live on: the agent's has the old socket mounted. */
@Tag("engine")
class EngineRestartTest {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** The agent of this build with this machine's programs, so that no image has to be made. */
    private static void runAgent(Engine engine) {
        engine.docker("run", "--detach", "--name", "agent", "--network", "host", "--pid", "host")
                .with("--restart", "unless-stopped", "--cap-drop", "ALL", "--tmpfs", "/tmp", "--tmpfs", "/run")
                .with("--cap-add", "NET_ADMIN", "--cap-add", "NET_RAW")
                .with("--cap-add", "SYS_ADMIN", "--cap-add", "SYS_PTRACE")
                .with("--volume", engine.socket() + ":/var/run/docker.sock")
                .with("--volume", "/usr:/usr:ro", "--volume", "/lib:/lib:ro", "--volume", "/lib64:/lib64:ro")
                .with("--volume", "/sys/fs/cgroup:/sys/fs/cgroup:ro")
                .with("--volume", Path.of(System.getProperty("user.home"), ".m2") + ":/root/.m2:ro")
                .with("--volume", Repository.root() + ":" + Repository.root() + ":ro")
                .with("--env", "FAIRLEAD_AGENT_STATUS_HTTP=off", "--env", "FAIRLEAD_AGENT_GUARD=off")
                .with(SleepImage.NAME)
                .with(Path.of(System.getProperty("java.home"), "bin", "java").toString())
                .with("--enable-native-access=ALL-UNNAMED", "-Xmx128m", "-cp")
                .with(System.getProperty("java.class.path"), "io.fairlead.agent.Main", "run")
                .check();
    }

    @Test
    void theAgentIsConnectedAgainAfterDockerdMadeANewSocket() {
        try (Cleanup cleanup = new Cleanup()) {
            Engine engine = PrivateEngine.startRestartable("again", cleanup, Progress.to(System.out));
            SleepImage.importInto(engine);
            runAgent(engine);
            Waiting.until("the agent connected", SOON, () -> connections(engine) == 1, () -> log(engine));

            PrivateEngine.restart(engine, cleanup);

            Waiting.until("the agent connected again", SOON, () -> connections(engine) == 2, () -> log(engine));
            // What the first one said of that was said while nobody kept its log.
            assertThat(engine.docker("inspect", "--format", "{{.State.Status}}", "agent")
                            .text()
                            .strip())
                    .isEqualTo("running");
        }
    }

    private static long connections(Engine engine) {
        return log(engine)
                .lines()
                .filter(line -> line.contains(" on Docker Engine "))
                .count();
    }

    private static String log(Engine engine) {
        var outcome = engine.docker("logs", "agent").run();
        return outcome.out() + outcome.err();
    }
}
