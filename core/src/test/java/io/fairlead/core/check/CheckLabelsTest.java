package io.fairlead.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.core.health.Damping;
import io.fairlead.core.health.RiseAndFall;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.text.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckLabelsTest {
    private static final String PREFIX = "io.fairlead.check";

    private static CheckLabels.Result read(String... pairs) {
        Map<String, String> texts = new TreeMap<>(Map.of("io.fairlead.vip", "10.0.0.1", "io.fairlead.checkered", "x"));
        for (int i = 0; i < pairs.length; i += 2) {
            texts.put(PREFIX + pairs[i], pairs[i + 1]);
        }
        return CheckLabels.read(PREFIX, texts, key -> "label " + key);
    }

    @Test
    void withoutLabelsNothingIsChecked() {
        assertThat(read()).isEqualTo(new CheckLabels.Result(ServiceChecks.NONE, List.of()));
    }

    @Test
    void defaultsOfACheck() {
        CheckSettings settings = read("", "tcp").checks().of(80).orElseThrow();
        assertThat(settings.port()).isEqualTo(OptionalInt.empty());
        assertThat(settings.timing()).isEqualTo(new CheckTiming(Duration.ofSeconds(2), Duration.ofSeconds(1), 5));
        assertThat(settings.rules().thresholds()).isEqualTo(new RiseAndFall(2, 3));
        assertThat(settings.rules().initial()).isEqualTo(Verdict.UNKNOWN);
        assertThat(settings.rules().damping()).isEqualTo(new Damping(5, Duration.ofMinutes(1), Duration.ofSeconds(30)));
    }

    @Test
    void everyCommonOptionIsRead() {
        CheckSettings settings = read(
                        "",
                        "connect",
                        ".port",
                        "9",
                        ".interval",
                        "500ms",
                        ".timeout",
                        "0.25 s",
                        ".rise",
                        "1",
                        ".fall",
                        "2",
                        ".jitter",
                        "0",
                        ".initial",
                        "down",
                        ".flap-falls",
                        "3",
                        ".flap-window",
                        "2 m",
                        ".flap-hold",
                        "90 s")
                .checks()
                .of(80)
                .orElseThrow();
        assertThat(settings.port()).isEqualTo(OptionalInt.of(9));
        assertThat(settings.timing()).isEqualTo(new CheckTiming(Duration.ofMillis(500), Duration.ofMillis(250), 0));
        assertThat(settings.rules().thresholds()).isEqualTo(new RiseAndFall(1, 2));
        assertThat(settings.rules().initial()).isEqualTo(Verdict.UNHEALTHY);
        assertThat(settings.rules().damping()).isEqualTo(new Damping(3, Duration.ofMinutes(2), Duration.ofSeconds(90)));
    }

    @Test
    void portMayHaveACheckOfItsOwn() {
        ServiceChecks checks =
                read("", "http", ".3306", "tcp", ".3306.interval", "5 s").checks();
        assertThat(checks.of(80).orElseThrow().probe().kind()).isEqualTo("http");
        assertThat(checks.of(3306).orElseThrow().probe().kind()).isEqualTo("tcp");
        assertThat(checks.of(3306).orElseThrow().timing().interval()).isEqualTo(Duration.ofSeconds(5));
        assertThat(read(".3306", "tcp").checks().of(80)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''        | htp     | there is no check 'htp'; did you mean 'http'?
            .pth      | /       | this check has no such option; did you mean 'path'?
            .path     | x       | 'x' is no path of a page
            .status   | 20      | '20' is no set of statuses
            .status   | 300-200 | '300-200' is no set of statuses
            .digest   | md5:12  | 'md5:12' is no digest
            .method   | PUT     | 'PUT' is unknown
            .interval | 2       | '2' is not a duration
            .interval | 1 ms    | '1 ms' is not a duration from 50 ms
            .timeout  | 3 s     | is more than the interval, which is 2000 ms
            .rise     | 0       | '0' is not a number from 1 to 100
            .port     | 65536   | '65536' is not a number from 1 to 65535
            .initial  | maybe   | 'maybe' is unknown
            .body-pattern | (   | is no regular expression
            .host     | a b     | 'a b' is no name of a host
            """)
    void mistakeIsNamed(String key, String value, String what) {
        List<Problem> problems = read("", "http", key, value).problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().where()).isEqualTo("label " + PREFIX + key);
        assertThat(problems.getFirst().what()).contains(what);
    }

    @Test
    void optionsWithoutACheckAreAMistake() {
        assertThat(read(".path", "/").problems())
                .containsExactly(new Problem(
                        "label io.fairlead.check",
                        "missing, though it has options",
                        "say what is checked, for instance io.fairlead.check=http"));
        assertThat(read("", "tcp", ".80.path", "/").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.where()).isEqualTo("label io.fairlead.check.80"));
    }

    @Test
    void unknownEscapeIsAMistake() {
        assertThat(read("", "tcp", ".send", "a\\q").problems()).hasSize(1);
        assertThat(read("", "tcp", ".send", "a\\x1").problems()).hasSize(1);
        assertThat(read("", "tcp", ".send", "a\\").problems()).hasSize(1);
    }

    @Test
    void spellingIsEqualWhereTheChecksAre() {
        ServiceChecks once = read("", "http", ".interval", "2 s").checks();
        assertThat(once.canonical())
                .isEqualTo(read("", "http").checks().canonical())
                .startsWith("http (#");
        assertThat(read("", "http", ".path", "/x").checks().canonical()).isNotEqualTo(once.canonical());
        assertThat(ServiceChecks.NONE.canonical()).isEmpty();
    }
}
