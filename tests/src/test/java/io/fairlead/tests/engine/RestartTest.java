package io.fairlead.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.restart.RestartConfig;
import io.fairlead.core.restart.RestartView;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Command;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.stack.Waiting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Members that fail come back, on a real engine. */
@Tag("engine")
class RestartTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final RestartConfig CONFIG = new RestartConfig(
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            2,
            Duration.ofMinutes(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(3));
    private static final String LABEL = "io.fairlead.restart=on";
    private static final Cleanup CLEANUP = new Cleanup();
    private static Engine engine;

    private Restarting restarting;

    @BeforeAll
    static void startEngine() {
        engine = PrivateEngine.start("restart", CLEANUP, Progress.to(System.out));
        SleepImage.importInto(engine);
        engine.docker("network", "create", "--subnet=172.31.9.0/24", "--ip-range=172.31.9.0/25", "shop")
                .check();
    }

    @AfterAll
    static void stopEngine() {
        CLEANUP.close();
    }

    @BeforeEach
    void begin() {
        restarting = new Restarting(URI.create(engine.host()), CONFIG);
    }

    @AfterEach
    void removeContainers() {
        restarting.close();
        engine.docker("ps", "--all", "--quiet")
                .text()
                .lines()
                .forEach(id -> engine.docker("rm", "--force", id).check());
    }

    private static void member(String name, String label, String seconds, String... options) {
        engine.docker("run", "--detach", "--name", name, "--network", "shop")
                .with("--label", "io.fairlead.vip=172.31.9.201", "--label", label)
                .with(options)
                .with(SleepImage.NAME, "/bin/sleep", seconds)
                .check();
    }

    private static String inspect(String name, String format) {
        return engine.docker("inspect", "--format", format, name).text().strip();
    }

    private static String state(String name) {
        return inspect(name, "{{.State.Status}}");
    }

    private static String pid(String name) {
        return inspect(name, "{{.State.Pid}}");
    }

    private static void kill(String name) {
        Command.of("kill", "-KILL", pid(name)).check();
    }

    private Optional<RestartView> view(String name) {
        return restarting.view().stream()
                .filter(each -> each.container().equals(name))
                .findFirst();
    }

    private void awaitSituation(String name, String words) {
        Waiting.until(
                name + ": " + words,
                SOON,
                () -> view(name)
                        .filter(each -> each.situation().contains(words))
                        .isPresent(),
                () -> restarting.view().toString());
    }

    private void awaitNewLife(String name, String before) {
        Waiting.until(
                name + " in another life",
                SOON,
                () -> state(name).equals("running") && !pid(name).equals(before),
                () -> state(name) + " " + restarting.view());
    }

    @Test
    void aKilledMemberWithTheLabelComesBackAndOneWithoutDoesNot() {
        member("h1", LABEL, "1000");
        member("h2", "io.fairlead.restart=off", "1000");
        awaitSituation("h1", "runs");
        String before = pid("h1");
        kill("h2");
        kill("h1");
        awaitNewLife("h1", before);
        awaitSituation("h1", "runs; 1 restarts still count");
        assertThat(state("h2")).isEqualTo("exited");
        assertThat(view("h2")).isEmpty();
    }

    @Test
    void whatAPersonPausedOrStoppedStaysSo() {
        member("h1", LABEL, "1000");
        member("h2", LABEL, "1000");
        member("h3", LABEL, "1000");
        awaitSituation("h3", "runs");
        engine.docker("pause", "h1").check();
        engine.docker("stop", "--time", "1", "h2").check();
        awaitSituation("h1", "is paused: a person did that");
        awaitSituation("h2", "was stopped: a person did that");
        // h3 is killed after them and comes back: there was time enough for the others.
        String before = pid("h3");
        kill("h3");
        awaitNewLife("h3", before);
        awaitSituation("h3", "runs; 1");
        assertThat(state("h1")).isEqualTo("paused");
        assertThat(state("h2")).isEqualTo("exited");
        assertThat(view("h1").orElseThrow().total()).isZero();
        assertThat(view("h2").orElseThrow().total()).isZero();
    }

    @Test
    void whatEndsAgainAndAgainIsGivenUp() {
        member("h1", LABEL, "0.3");
        awaitSituation("h1", "ended with exit code 0; given up after 2 attempts");
        assertThat(view("h1").orElseThrow().gaveUp()).isTrue();
        assertThat(state("h1")).isEqualTo("exited");
        engine.docker("start", "h1").check();
        Waiting.until(
                "h1 given up once more, after a person started it",
                SOON,
                () -> view("h1")
                        .filter(each -> each.total() == 4 && each.gaveUp())
                        .isPresent(),
                () -> restarting.view().toString());
    }

    @Test
    void anUnhealthyMemberIsRestarted() {
        member(
                "h1",
                LABEL,
                "1000",
                "--health-cmd=/nonexistent",
                "--health-interval=300ms",
                "--health-retries=1",
                "--stop-timeout=1");
        String before = pid("h1");
        awaitNewLife("h1", before);
        assertThat(view("h1").orElseThrow().total()).isPositive();
    }

    @Test
    void whatTheEngineRestartsItselfIsNotRestartedTwice() {
        member("h1", LABEL, "1000", "--restart=always");
        awaitSituation("h1", "runs");
        String before = pid("h1");
        kill("h1");
        awaitNewLife("h1", before);
        String next = pid("h1");
        awaitSituation("h1", "runs");
        assertThat(view("h1").orElseThrow().total()).isZero();
        assertThat(pid("h1")).isEqualTo(next);
        assertThat(inspect("h1", "{{.RestartCount}}")).isEqualTo("1");
    }

    @Test
    void whoUsesAMembersNetworkRejoinsItAfterItsRestart() {
        member("h1", LABEL, "1000");
        engine.docker("run", "--detach", "--name", "tail", "--network", "container:h1", "--stop-timeout=1")
                .with(SleepImage.NAME, "/bin/sleep", "1000")
                .check();
        engine.docker("run", "--detach", "--name", "stranger", SleepImage.NAME, "/bin/sleep", "1000")
                .check();
        awaitSituation("tail", "runs");
        String stranger = pid("stranger");
        kill("stranger");
        kill("h1");
        Waiting.until(
                "tail in the network of h1's new life",
                SOON,
                () -> state("h1").equals("running")
                        && state("tail").equals("running")
                        && network("tail").equals(network("h1")),
                () -> restarting.view().toString());
        assertThat(view("tail").orElseThrow().owner()).contains("h1");
        assertThat(view("tail").orElseThrow().total()).isPositive();
        assertThat(stranger).isNotEqualTo("0");
        assertThat(state("stranger")).isEqualTo("exited");
    }

    private static String network(String name) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", pid(name), "ns", "net"))
                    .toString();
        } catch (IOException e) {
            return "none of " + name;
        }
    }
}
