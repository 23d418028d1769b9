package io.fairlead.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.agent.UserError;
import io.fairlead.agent.check.CheckSurroundings;
import io.fairlead.agent.forwarding.ForwardingSettings;
import io.fairlead.agent.forwarding.SyncSettings;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.restart.RestartConfig;
import io.fairlead.core.text.Problem;
import io.fairlead.core.vrrp.Authentication;
import io.fairlead.core.vrrp.ChecksumForm;
import io.fairlead.core.vrrp.Lease;
import io.fairlead.core.vrrp.Version;
import io.fairlead.core.vrrp.VirtualRouterConfig.Announcements;
import io.fairlead.linux.ipvs.Timeouts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigReaderTest {
    @TempDir
    Path folder;

    private AgentConfig file(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("fairlead.conf"), List.of(lines));
        return ConfigReader.read(Optional.of(file), Map.of()).config();
    }

    private static AgentConfig environment(String name, String value) {
        return ConfigReader.read(Optional.empty(), Map.of(name, value)).config();
    }

    private static List<Problem> problems(Map<String, String> environment) {
        try {
            ConfigReader.read(Optional.empty(), environment);
        } catch (UserError e) {
            return e.problems();
        }
        throw new AssertionError("accepted: " + environment);
    }

    @Test
    void defaultsAreThoseOfTheReference() throws IOException {
        assertThat(file())
                .isEqualTo(new AgentConfig(
                        new AgentConfig.DockerConfig(
                                URI.create("unix:///var/run/docker.sock"),
                                Duration.ofSeconds(10),
                                Duration.ofSeconds(30)),
                        new AgentConfig.LanConfig(
                                true,
                                OptionalInt.empty(),
                                "",
                                Version.V3,
                                100,
                                Duration.ofSeconds(1),
                                false,
                                Duration.ZERO,
                                Set.of(),
                                new Authentication.None(),
                                ChecksumForm.PSEUDO_HEADER,
                                new Announcements(4, Duration.ofSeconds(1)),
                                Lease.FOREVER,
                                false),
                        new AgentConfig.ForwardingConfig(
                                ForwardingSettings.Preference.AUTO,
                                "rr",
                                true,
                                true,
                                Duration.ofSeconds(5),
                                Timeouts.AS_THEY_ARE,
                                Optional.empty()),
                        new AgentConfig.StatusConfig(
                                Path.of("/run/fairlead/agent.sock"),
                                Optional.of(new InetSocketAddress(
                                        IpAddress.parse("127.0.0.1").toInetAddress(), 8411))),
                        Path.of("/run/fairlead/channel/agent.sock"),
                        true,
                        new AgentConfig.RestartSettings(RestartConfig.DEFAULT, Duration.ofMinutes(2)),
                        List.of(),
                        new CheckSurroundings(Path.of("/etc/fairlead/checks"), Path.of("/run/secrets")),
                        Path.of("/run/fairlead"),
                        "info"));
    }

    @Test
    void everySettingOfTheLanCanBeWrittenInTheFile() throws IOException {
        AgentConfig config = file(
                "lan { vrrp = off, vrid = 77, interface = eth1, version = 2, priority = 200, preempt = on",
                "  advertisement-interval = 2 s, preempt-delay = 1 m, peers = [10.0.0.2, 10.0.0.3], password = secret",
                "  checksum = message-only, announcement-repeats = 0, announcement-interval = 500 ms, lease = 4 s",
                "  release-on-stop = on }");
        assertThat(config.lan())
                .isEqualTo(new AgentConfig.LanConfig(
                        false,
                        OptionalInt.of(77),
                        "eth1",
                        Version.V2,
                        200,
                        Duration.ofSeconds(2),
                        true,
                        Duration.ofMinutes(1),
                        Set.of(IpAddress.parse("10.0.0.2"), IpAddress.parse("10.0.0.3")),
                        new Authentication.SimpleText("secret"),
                        ChecksumForm.MESSAGE_ONLY,
                        new Announcements(0, Duration.ofMillis(500)),
                        new Lease(Duration.ofSeconds(4), Duration.ofSeconds(1)),
                        true));
    }

    @Test
    void everyOtherSettingCanBeWrittenInTheFile() throws IOException {
        AgentConfig config = file(
                "docker { host = \"tcp://127.0.0.1:2375\", resync-interval = 3 s, patience = 9 s }",
                "forwarding { mode = nftables, scheduler = wlc, sysctls = off, hairpin = off, check-interval = 2 s",
                "  timeouts { tcp = 2 h, tcp-fin = 1 m, udp = 30 s }",
                "  sync { interface = eth1, id = 7, group = 224.0.0.99, port = 9000, ttl = 2 } }",
                "status { socket = /tmp/a.sock, http = off }",
                "restart { first-pause = 2 s, longest-pause = 3 s, attempts = 7, steady-after = 4 s, patience = 5 s",
                "  time-limit = 20 s }",
                "state-folder = /tmp/state, checks { scripts = /opt/checks, secrets = /opt/secrets }",
                "log.level = debug");
        assertThat(config.checks()).isEqualTo(new CheckSurroundings(Path.of("/opt/checks"), Path.of("/opt/secrets")));
        assertThat(config.docker())
                .isEqualTo(new AgentConfig.DockerConfig(
                        URI.create("tcp://127.0.0.1:2375"), Duration.ofSeconds(3), Duration.ofSeconds(9)));
        assertThat(config.restart())
                .isEqualTo(new AgentConfig.RestartSettings(
                        new RestartConfig(
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(3),
                                7,
                                Duration.ofSeconds(4),
                                Duration.ofSeconds(5),
                                RestartConfig.DEFAULT.engineFirst(),
                                RestartConfig.DEFAULT.listingLag()),
                        Duration.ofSeconds(20)));
        assertThat(config.forwarding())
                .isEqualTo(new AgentConfig.ForwardingConfig(
                        ForwardingSettings.Preference.NFTABLES,
                        "wlc",
                        false,
                        false,
                        Duration.ofSeconds(2),
                        new Timeouts(7200, 60, 30),
                        Optional.of(new SyncSettings("eth1", 7, IpAddress.parse("224.0.0.99"), 9000, 2))));
        assertThat(config.status()).isEqualTo(new AgentConfig.StatusConfig(Path.of("/tmp/a.sock"), Optional.empty()));
        assertThat(config.forwardingSettings().stateFile()).isEqualTo(Path.of("/tmp/state/forwarding"));
        assertThat(config.logLevel()).isEqualTo("debug");
    }

    @Test
    void environmentWinsOverTheFile() throws IOException {
        Path file = Files.writeString(folder.resolve("f.conf"), "lan.priority = 50");
        ConfigReader.Result result = ConfigReader.read(Optional.of(file), Map.of("FAIRLEAD_AGENT_LAN_PRIORITY", "60"));
        assertThat(result.config().lan().priority()).isEqualTo(60);
        assertThat(result.given().get("lan.priority").origin()).isEqualTo("FAIRLEAD_AGENT_LAN_PRIORITY");
    }

    @Test
    void listIsSeparatedByCommasInTheEnvironment() {
        assertThat(environment("FAIRLEAD_AGENT_LAN_PEERS", "10.0.0.2, 10.0.0.3")
                        .lan()
                        .peers())
                .containsExactlyInAnyOrder(IpAddress.parse("10.0.0.2"), IpAddress.parse("10.0.0.3"));
    }

    @Test
    void dockerHostIsRead() {
        assertThat(environment("DOCKER_HOST", "tcp://proxy:2375").docker().host())
                .isEqualTo(URI.create("tcp://proxy:2375"));
    }

    @Test
    void fileCanBeNamedByTheEnvironment() throws IOException {
        Path file = Files.writeString(folder.resolve("f.conf"), "lan.vrid = 9");
        assertThat(environment("FAIRLEAD_CONFIG", file.toString()).lan().virtualRouterId())
                .hasValue(9);
    }

    @Test
    void unknownKeyIsToldWithFileLineAndNearestKey() {
        assertThatThrownBy(() -> file("lan {", "  priorty = 50", "}"))
                .hasMessage(folder.resolve("fairlead.conf") + ":2: unknown key lan.priorty; did you mean "
                        + "'lan.priority'?; rename or remove it; `fairlead config show` lists all");
    }

    @Test
    void unknownVariableIsToldWithTheNearestOne() {
        assertThat(problems(Map.of("FAIRLEAD_AGENT_LAN_VRDI", "5")).getFirst().line())
                .startsWith("environment FAIRLEAD_AGENT_LAN_VRDI: unknown variable; did you mean "
                        + "'FAIRLEAD_AGENT_LAN_VRID'?");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThat(problems(Map.of(
                        "FAIRLEAD_AGENT_LAN_VRID", "256",
                        "FAIRLEAD_AGENT_LAN_PRIORITY", "0",
                        "FAIRLEAD_AGENT_LOG_LEVEL", "loud",
                        "FAIRLEAD_AGENT_X", "1")))
                .hasSize(4);
    }

    @Test
    void brokenSyntaxIsOneProblemWithItsLine() {
        assertThatThrownBy(() -> file("lan {", "  vrid = [", "}"))
                .isInstanceOfSatisfying(
                        UserError.class,
                        e -> assertThat(e.problems())
                                .singleElement()
                                .extracting(Problem::line)
                                .asString()
                                .contains("fairlead.conf")
                                .doesNotContain("\n"));
    }

    @Test
    void namedFileMustExist() {
        assertThatThrownBy(() -> ConfigReader.read(Optional.of(Path.of("/nonexistent.conf")), Map.of()))
                .hasMessageStartingWith("/nonexistent.conf: cannot be read");
    }

    @Test
    void passwordIsNotShown() {
        String line = problems(Map.of("FAIRLEAD_AGENT_LAN_PASSWORD", "geheim123"))
                .getFirst()
                .line();
        assertThat(line).contains("lan.password").doesNotContain("geheim123");
    }

    @ParameterizedTest
    @CsvSource({
        "LAN_VRRP, maybe, is neither on nor off",
        "LAN_VRID, 256, is not a number from 0 to 255",
        "LAN_ADVERTISEMENT_INTERVAL, 1, is not a duration",
        "LAN_ADVERTISEMENT_INTERVAL, 15 ms, is not a multiple of 10 ms",
        "LAN_ADVERTISEMENT_INTERVAL, 1 h, is not within 10 ms to 40950 ms",
        "LAN_PEERS, host2, holds 'host2'",
        "LAN_LEASE, 2500 ms, is not in whole seconds",
        "LAN_CHECKSUM, none, is unknown",
        "FORWARDING_MODE, ipvsx, is unknown; did you mean 'ipvs'?",
        "FORWARDING_SCHEDULER, zz, is unknown",
        "DOCKER_HOST, ssh://me@host, is not an engine's address",
        "DOCKER_PATIENCE, 5 s, is not more than docker.resync-interval",
        "RESTART_ATTEMPTS, 0, is not a number from 1 to 1000",
        "RESTART_LONGEST_PAUSE, 600 ms, is less than restart.first-pause",
        "RESTART_FIRST_PAUSE, 100 ms, is not within 500 ms to 3600 s",
        "STATUS_HTTP, 8411, is not address:port",
        "STATUS_SOCKET, agent.sock, is not an absolute path",
    })
    void wrongValueIsToldWithKeyAndValue(String variable, String value, String what) {
        assertThat(problems(Map.of("FAIRLEAD_AGENT_" + variable, value)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.where()).isEqualTo("FAIRLEAD_AGENT_" + variable);
                    assertThat(problem.what()).contains(value).contains(what);
                });
    }
}
