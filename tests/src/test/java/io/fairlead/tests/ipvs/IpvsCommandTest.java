package io.fairlead.tests.ipvs;

import static io.fairlead.tests.ipvs.Farm.VIP;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.agent.cli.Cli;
import io.fairlead.agent.forwarding.ForwardingSettings.Preference;
import io.fairlead.lab.stack.Waiting;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code fairlead ipvs} against the kernel, with no agent running. */
@Tag("ipvs")
class IpvsCommandTest {
    @TempDir
    private Path folder;

    private final Farm farm = new Farm(80);
    private final Calls calls = new Calls(farm.client);
    private ConfiguredDirector director;

    @BeforeEach
    void setUp() throws IOException {
        director = new ConfiguredDirector(farm.director, folder, Preference.IPVS);
        director.apply(List.of("services.db { lan-vip = 10.2.0.100, publish = \"3306:80\", scheduler = wlc,"
                + " persistence = 60 s, targets = [\"10.2.0.11 weight=3\", \"10.2.0.12\"] }"));
        calls.call(3, "10.9.0.1", VIP, 3306);
    }

    @AfterEach
    void tearDown() throws IOException {
        calls.close();
        director.close();
        farm.close();
    }

    private String run(String... options) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] arguments = new String[options.length + 3];
        arguments[0] = "ipvs";
        arguments[1] = "--socket";
        arguments[2] = folder.resolve("nobody.sock").toString();
        System.arraycopy(options, 0, arguments, 3, options.length);
        int status = farm.director.call(
                () -> Cli.execute(new PrintWriter(out, true), new PrintWriter(err, true), arguments));
        assertThat(err.toString()).isEmpty();
        assertThat(status).isZero();
        return out.toString();
    }

    @Test
    void listsServicesAndWhoIsConnectedWhere() throws IOException {
        String server = calls.held().getFirst().server();
        String target = server.equals("s1") ? "10.2.0.11:80" : "10.2.0.12:80";

        assertThat(run().lines())
                .contains("TCP 10.2.0.100:3306  wlc  persistent 60 s")
                .anySatisfy(line -> assertThat(line).matches("  10\\.2\\.0\\.11:80 +nat +3 .*"))
                .anySatisfy(line -> assertThat(line).matches("  all +3 +0 .*"));
        // The kernel counts at once, and tells what it has counted every two seconds.
        Waiting.until(
                "all three counted",
                Duration.ofSeconds(10),
                () -> run("--totals").lines().anyMatch(line -> line.matches("  all +3 +0 +3 .*")),
                () -> run("--totals"));
        assertThat(run("-c").lines())
                .filteredOn(line -> line.matches("  10\\.9\\.0\\.1:\\d+ +→ " + target + " +ESTABLISHED +\\d+:\\d\\d"))
                .hasSize(3);
        assertThat(run("-c").lines())
                .anySatisfy(line -> assertThat(line).matches("  10\\.9\\.0\\.1 +→ " + target + " +remembered .*"));
        JsonNode json = new ObjectMapper().readTree(run("--json", "-c"));
        assertThat(json.path("services")
                        .get(0)
                        .path("persistence")
                        .path("seconds")
                        .asInt())
                .isEqualTo(60);
        assertThat(json.path("services")
                        .get(0)
                        .path("stats")
                        .path("connections")
                        .asInt())
                .isEqualTo(3);
        assertThat(json.path("connections")).hasSize(4);
    }
}
