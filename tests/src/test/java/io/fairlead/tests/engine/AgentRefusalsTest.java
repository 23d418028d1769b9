package io.fairlead.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Command;
import io.fairlead.lab.run.Outcome;
import io.fairlead.lab.run.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starts of the agent that must not be: one clear line each, exit code 2, and nothing half-applied. */
@Tag("engine")
class AgentRefusalsTest {
    private static final String VIP = "io.fairlead.vip=172.30.0.201";
    private static final String LAN_VIP = "io.fairlead.lan-vip=192.168.77.9";
    private static final String VRID = "io.fairlead.lan-vrid=77";
    private static final String PUBLISH = "io.fairlead.publish=80";

    private static final Cleanup CLEANUP = new Cleanup();
    private static Engine engine;

    @TempDir
    Path folder;

    @BeforeAll
    static void startEngine() {
        engine = PrivateEngine.start("refusals", CLEANUP, Progress.to(System.out));
        SleepImage.importInto(engine);
        engine.docker("network", "create", "--subnet=172.30.0.0/24", "shop").check();
        engine.onHost("ip", "link", "add", "lan0", "type", "veth", "peer", "name", "lan1")
                .check();
        engine.onHost("ip", "address", "add", "192.168.77.1/24", "dev", "lan0").check();
        engine.onHost("ip", "link", "set", "lan0", "up").check();
    }

    @AfterAll
    static void stopEngine() {
        CLEANUP.close();
    }

    @AfterEach
    void removeContainers() {
        engine.docker("ps", "--all", "--quiet")
                .text()
                .lines()
                .forEach(id -> engine.docker("rm", "--force", id).check());
    }

    private static void run(String name, String address, String... labels) {
        String[] options =
                Stream.of(labels).flatMap(label -> Stream.of("--label", label)).toArray(String[]::new);
        engine.docker("run", "--detach", "--name", name, "--network", "shop", "--ip", address)
                .with(options)
                .with(SleepImage.NAME, "/bin/sleep", "1000")
                .check();
    }

    private Command agent(String... wrapper) {
        return engine.onHost(wrapper)
                .with(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.fairlead.agent.Main",
                        "run")
                .env("DOCKER_HOST", engine.host())
                .env("FAIRLEAD_AGENT_STATE_FOLDER", folder.toString())
                .env(
                        "FAIRLEAD_AGENT_STATUS_SOCKET",
                        folder.resolve("agent.sock").toString());
    }

    /** The only line that a refused agent says; it must have left no trace. */
    private String refusal(Command agent) {
        List<String> before = kernel();
        Outcome outcome = agent.run();
        assertThat(outcome.status()).as(outcome.out() + outcome.err()).isEqualTo(2);
        assertThat(outcome.err().lines()).as(outcome.err()).hasSize(1);
        assertThat(kernel()).isEqualTo(before);
        assertThat(folder).isEmptyDirectory();
        return outcome.err().strip();
    }

    private static List<String> kernel() {
        return List.of(
                engine.onHost("ip", "-brief", "address", "show", "dev", "lan0").text(),
                engine.onHost("nft", "--stateless", "list", "ruleset").text());
    }

    @Test
    void vipOutsideEverySubnet() {
        run("h1", "172.30.0.7", "io.fairlead.vip=10.9.9.9");
        assertThat(refusal(agent("env")))
                .contains("container h1, label io.fairlead.vip: 10.9.9.9 is outside every subnet of its networks "
                        + "(shop 172.30.0.0/24)");
    }

    @Test
    void vridZero() {
        run("h1", "172.30.0.7", VIP, LAN_VIP, "io.fairlead.lan-vrid=0", PUBLISH);
        assertThat(refusal(agent("env")))
                .contains("container h1, label io.fairlead.lan-vrid: '0' is not a VRID; write a number from 1 to 255");
    }

    @Test
    void unknownLabel() {
        run("h1", "172.30.0.7", VIP, LAN_VIP, VRID, PUBLISH, "io.fairlead.shceduler=rr");
        assertThat(refusal(agent("env")))
                .contains("container h1, label io.fairlead.shceduler: unknown label; did you mean "
                        + "'io.fairlead.scheduler'?");
    }

    @Test
    void restartNeitherOnNorOff() {
        run("h1", "172.30.0.7", VIP, "io.fairlead.restart=always");
        assertThat(refusal(agent("env")))
                .contains("container h1, label io.fairlead.restart: 'always' is neither on nor off; write on or off");
    }

    @Test
    void contradictoryLabels() {
        run("h1", "172.30.0.7", VIP, LAN_VIP, VRID, PUBLISH);
        run("h2", "172.30.0.8", VIP, LAN_VIP, VRID, "io.fairlead.publish=81");
        assertThat(refusal(agent("env")))
                .contains("containers h1, h2, label io.fairlead.publish: contradictory: h1 says 80:80/tcp, "
                        + "h2 says 81:81/tcp");
    }

    @Test
    void portPublishedTwice() {
        run("h1", "172.30.0.7", VIP, LAN_VIP, VRID, "io.fairlead.publish=80,443,80:8080");
        assertThat(refusal(agent("env"))).contains("port 80/tcp is published twice");
    }

    @Test
    void occupiedVip() {
        run("thief", "172.30.0.201");
        run("h1", "172.30.0.7", VIP);
        assertThat(refusal(agent("env"))).contains("172.30.0.201 is occupied: it is container thief's own address");
    }

    @Test
    void wrongKeyInTheFile() throws Exception {
        Path file = Files.writeString(Files.createTempFile("fairlead", ".conf"), "lan.vird = 5\n");
        try {
            assertThat(refusal(agent("env").with("--config", file.toString())))
                    .contains(file + ":1: unknown key lan.vird; did you mean 'lan.vrid'?");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void noNetAdmin() {
        assertThat(refusal(agent("setpriv", "--bounding-set=-net_admin", "--inh-caps=-net_admin")))
                .contains("has no capability NET_ADMIN");
    }

    @Test
    void noDockerSocket() {
        assertThat(refusal(agent("env").env("DOCKER_HOST", "unix:///nonexistent/docker.sock")))
                .contains("docker.host = unix:///nonexistent/docker.sock: no Docker Engine answers there: "
                        + "No such file or directory");
    }
}
