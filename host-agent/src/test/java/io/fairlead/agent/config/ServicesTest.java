package io.fairlead.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.agent.UserError;
import io.fairlead.core.model.ConfiguredService;
import io.fairlead.core.text.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The section {@code services} of fairlead.conf. */
class ServicesTest {
    @TempDir
    private Path folder;

    private ConfigReader.Result read(String... lines) throws IOException {
        Path file = Files.write(folder.resolve("fairlead.conf"), List.of(lines));
        return ConfigReader.read(Optional.of(file), Map.of());
    }

    private List<Problem> problems(String... lines) throws IOException {
        try {
            read(lines);
        } catch (UserError e) {
            return e.problems();
        }
        throw new AssertionError("accepted");
    }

    @Test
    void serviceIsDefinedWithItsTargetsAndShownWithItsOrigin() throws IOException {
        ConfigReader.Result result = read(
                "services.db {",
                "  lan-vip = 192.168.1.157, lan-vrid = 157, publish = 3306",
                "  scheduler = wlc, persistence = 50 s",
                "  targets = [\"10.0.0.1:3306 weight=2\", \"10.0.0.2\"]",
                "}");

        assertThat(result.config().services())
                .extracting(ConfiguredService::name)
                .containsExactly("db");
        assertThat(result.given().get("services.db.persistence").origin()).endsWith("fairlead.conf:3");
    }

    @Test
    void unknownKeyIsNamedWithFileLineAndNearestKnownOne() throws IOException {
        assertThat(problems(
                        "services.db { lan-vip = 192.168.1.157, publish = 3306",
                        "  targets = [\"10.0.0.1\"]",
                        "  schedular = rr }"))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.where()).endsWith("fairlead.conf:3, services.db.schedular");
                    assertThat(problem.what()).isEqualTo("unknown key; did you mean 'scheduler'?");
                });
    }

    @Test
    void serviceWithoutTargetsOrOfContainersIsRefused() throws IOException {
        String begin = "services.db { lan-vip = 192.168.1.157, publish = 3306";
        assertThat(problems(begin + " }")).singleElement().satisfies(problem -> {
            assertThat(problem.where()).endsWith("services.db.targets");
            assertThat(problem.line()).contains("missing; list addresses");
        });
        assertThat(problems(begin + ", targets = members }"))
                .singleElement()
                .extracting(Problem::what)
                .isEqualTo("means containers, and this service has none");
    }

    @Test
    void allMistakesOfAllServicesAreToldAtOnce() throws IOException {
        assertThat(problems(
                        "services.a { lan-vip = 192.168.1.157, publish = 99999, targets = [\"10.0.0.1\"] }",
                        "services.b { publish = 80, targets = [\"10.0.0.300\"] }",
                        "forwarding.schedular = rr"))
                .extracting(Problem::line)
                .anySatisfy(line -> assertThat(line).contains("services.a.publish: '99999' is not lanPort"))
                .anySatisfy(line -> assertThat(line).contains("services.b.lan-vip: missing"))
                .anySatisfy(line -> assertThat(line).contains("unknown key forwarding.schedular"));
    }
}
