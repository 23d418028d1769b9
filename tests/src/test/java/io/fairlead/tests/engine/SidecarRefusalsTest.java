package io.fairlead.tests.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.image.Image;
import io.fairlead.lab.run.Command;
import io.fairlead.lab.run.Outcome;
import io.fairlead.lab.run.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Starts of the sidecar that must not be: one line that names what is wrong, exit code 2, and nothing is begun. */
@Tag("engine")
@ExtendWith(SharedEngine.class)
class SidecarRefusalsTest {
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final String NETWORK = "refusals";

    private Engine engine;

    @BeforeEach
    void makeNetwork(Engine shared) {
        engine = shared;
        removeNetwork();
        engine.docker("network", "create", "--subnet=10.159.0.0/24", "--ip-range=10.159.0.0/25", NETWORK)
                .check();
    }

    @AfterEach
    void removeNetwork() {
        engine.docker("network", "rm", NETWORK).run();
    }

    @Test
    void addressOutsideEverySubnet() {
        assertRefused(sidecar("--env=FAIRLEAD_VIP=10.99.0.201"), "10.99.0.201", "10.159.0.");
    }

    @Test
    void noAddressAtAll() {
        assertRefused(sidecar(), "FAIRLEAD_VIP");
    }

    @Test
    void virtualRouterZero() {
        assertRefused(sidecar("--env=FAIRLEAD_VIP=10.159.0.201", "--env=FAIRLEAD_VRID=0"), "FAIRLEAD_VRID", "0");
    }

    @Test
    void misspeltVariable() {
        assertRefused(
                sidecar("--env=FAIRLEAD_VIP=10.159.0.201", "--env=FAIRLEAD_PRIORTY=90"),
                "FAIRLEAD_PRIORTY",
                "FAIRLEAD_PRIORITY");
    }

    @Test
    void misspeltKeyOfTheFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("fairlead.conf"), "vip = 10.159.0.201\npriorty = 90\n");
        assertRefused(
                sidecar("--volume=" + file + ":/etc/fairlead/fairlead.conf:ro"),
                "fairlead.conf",
                "2",
                "priorty",
                "priority");
    }

    @Test
    void missingCapability() {
        Command run = engine.docker("run", "--rm", "--network=" + NETWORK, "--cap-drop=ALL", "--cap-add=NET_RAW")
                .with("--env=FAIRLEAD_VIP=10.159.0.201", "--volume=" + haproxyConfiguration())
                .with(Image.HAPROXY.latest());
        assertRefused(run, "NET_ADMIN");
    }

    private void assertRefused(Command run, String... named) {
        Outcome outcome = run.timeout(LONGEST).run();
        String said = outcome.out() + outcome.err();
        assertThat(outcome.status()).as(said).isEqualTo(2);
        List<String> lines = said.lines()
                .filter(line -> List.of(named).stream().allMatch(line::contains))
                .toList();
        assertThat(lines)
                .as("one line with " + String.join(", ", named) + " in:\n" + said)
                .hasSize(1);
    }

    private Command sidecar(String... options) {
        return engine.docker("run", "--rm", "--network=" + NETWORK, "--cap-drop=ALL")
                .with("--cap-add=NET_ADMIN", "--cap-add=NET_RAW", "--volume=" + haproxyConfiguration())
                .with(options)
                .with(Image.HAPROXY.latest());
    }

    private static String haproxyConfiguration() {
        return Repository.root().resolve("compose/one-host/haproxy.cfg") + ":/usr/local/etc/haproxy/haproxy.cfg:ro";
    }
}
