package io.fairlead.tests.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.agent.channel.ChannelCounters;
import io.fairlead.agent.cli.Cli;
import io.fairlead.agent.member.GuardView;
import io.fairlead.agent.status.Published;
import io.fairlead.agent.status.StatusReport;
import io.fairlead.agent.status.StatusServer;
import io.fairlead.agent.status.StatusSource;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as a user runs it, on a real kernel; engine and agent answer over their own protocols, from records. */
@Tag("kernel")
class DoctorCommandTest {
    @TempDir
    Path folder;

    private DockerHostWorld world;
    private RecordedEngine engine;
    private StatusServer agent;
    private Path config;

    @BeforeEach
    void raise() throws Exception {
        world = new DockerHostWorld(folder);
        engine = world.host.call(() -> new RecordedEngine(world.containers, world.network()));
        agent = StatusServer.start(folder.resolve("agent.sock"), Optional.empty(), new Answers());
        config = Files.writeString(
                folder.resolve("doctor.conf"), """
                docker.host = "%s"
                status.socket = "%s"
                state-folder = "%s"
                """.formatted(engine.host(), folder.resolve("agent.sock"), folder));
    }

    @AfterEach
    void close() {
        agent.close();
        engine.close();
        world.close();
    }

    /** How a run ended, and what it wrote. */
    private record Run(int status, String out, String err) {}

    private Run doctor(String... options) {
        return world.host.call(() -> {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            String[] arguments = new String[options.length + 3];
            System.arraycopy(options, 0, arguments, 3, options.length);
            arguments[0] = "doctor";
            arguments[1] = "--config";
            arguments[2] = config.toString();
            int status = Cli.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
            return new Run(status, out.toString(), err.toString());
        });
    }

    @Test
    void healthyHostIsExitCode0() {
        Run run = doctor();
        assertThat(run.out() + run.err()).startsWith("Nothing found: 1 service, 3 networks, 4 connections tried.");
        assertThat(run.status()).isZero();
    }

    @Test
    void whatIsFoundIsShownFixedAndLookedAtAgain() {
        world.h1.program("nft", ForeignRules.keepalived(DockerHostWorld.VIP));
        world.host.program("sysctl", "-qw", "net.ipv4.ip_forward=0");

        Run found = doctor();
        assertThat(found.status()).isEqualTo(1);
        assertThat(found.out()).contains("ip-forward-off", "vrrp-strict", "mends 2 of them.");
        assertThat(found.out().lines()).allMatch(line -> line.length() <= 80);

        Run fixed = doctor("--fix");
        assertThat(fixed.out())
                .containsSubsequence(
                        "1  P25 ip-forward-off",
                        "done: sysctl -w net.ipv4.ip_forward=1",
                        "done: nsenter -t ",
                        "Nothing found: 1 service");
        assertThat(fixed.status()).isZero();
        assertThat(doctor().status()).isZero();
    }

    @Test
    void jsonIsOneObjectWithWhatToType() throws Exception {
        world.h2.program("iptables-legacy", "-A", "INPUT", "-p", "vrrp", "-j", "DROP");

        Run run = doctor("--json");
        assertThat(run.status()).isEqualTo(1);
        JsonNode finding =
                new ObjectMapper().readTree(run.out()).path("findings").path(0);
        assertThat(finding.path("id").asText()).isEqualTo("vrrp-dropped");
        assertThat(finding.path("fixable").asBoolean()).isFalse();
        assertThat(finding.path("mend").path(0).path("command").asText())
                .matches("nsenter -t [0-9]+ -n iptables-legacy -t filter -I INPUT 1 -i eth0 -p 112 -j ACCEPT");
    }

    @Test
    void engineAndAgentThatAreGoneAreFindings() {
        engine.close();
        agent.close();
        Run run = doctor();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("P54 engine-silent");
    }

    /** A status without trouble. */
    private static final class Answers implements StatusSource {
        @Override
        public Optional<Published> latest() {
            StatusReport report = new StatusReport(
                    "0.1.0",
                    "2026-01-01T00:00:00Z",
                    false,
                    new StatusReport.EngineReport("recorded", true, "", ""),
                    new StatusReport.ForwardingReport(
                            "nftables", "the kernel has no ip_vs", "nftables", Map.of(), Map.of()),
                    List.of(),
                    List.of(),
                    List.of(),
                    List.of(),
                    new GuardView("on", "", List.of()),
                    List.of(),
                    List.of());
            return Optional.of(
                    new Published(report, List.of(), new ChannelCounters(0, 0, 0, Map.of()), System.nanoTime()));
        }

        @Override
        public void release() {
            throw new AssertionError("a doctor releases nothing");
        }

        @Override
        public void move(String service, Optional<String> to) {
            throw new AssertionError("a doctor moves nothing");
        }
    }
}
