package io.fairlead.core.check;

import io.fairlead.core.health.Damping;
import io.fairlead.core.health.HealthRules;
import io.fairlead.core.health.RiseAndFall;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.text.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/** Makes the settings of a check out of options, as they stand in labels or in a file. */
public final class CheckOptions {
    private static final Duration LEAST = Duration.ofMillis(50);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private CheckOptions() {}

    /** Either settings, or at least one problem. */
    public record Result(Optional<CheckSettings> settings, List<Problem> problems) {}

    /**
     * Reads a check.
     *
     * @param kind as {@code http}
     * @param options by name without any prefix: {@code path}
     * @param where how a person finds an option; of the empty name: the kind itself
     */
    public static Result read(String kind, Map<String, String> options, UnaryOperator<String> where) {
        Options reader = new Options(options, where);
        Optional<Probe> probe = ProbeReader.read(kind.strip(), reader);
        if (probe.isEmpty()) {
            return new Result(Optional.empty(), reader.soFar());
        }
        CheckTiming timing = timing(reader);
        int port = reader.number("port", 0, 1, 65535);
        HealthRules rules = rules(reader);
        List<Problem> problems = reader.problems();
        return new Result(
                problems.isEmpty()
                        ? Optional.of(new CheckSettings(
                                probe.get(), port == 0 ? OptionalInt.empty() : OptionalInt.of(port), timing, rules))
                        : Optional.empty(),
                problems);
    }

    private static CheckTiming timing(Options options) {
        Duration interval = options.duration("interval", INTERVAL, LEAST, HOUR);
        Duration timeout = options.duration(
                "timeout", TIMEOUT.compareTo(interval) < 0 ? TIMEOUT : interval, Duration.ofMillis(10), HOUR);
        if (timeout.compareTo(interval) > 0) {
            options.wrong(
                    "timeout",
                    "is more than the interval, which is " + interval.toMillis() + " ms",
                    "make it shorter, or the interval longer");
        }
        return new CheckTiming(interval, timeout, options.number("jitter", 5, 0, 50));
    }

    private static HealthRules rules(Options options) {
        RiseAndFall thresholds = new RiseAndFall(options.number("rise", 2, 1, 100), options.number("fall", 3, 1, 100));
        Verdict initial = switch (options.oneOf("initial", "unknown", List.of("unknown", "up", "down"))) {
            case "up" -> Verdict.HEALTHY;
            case "down" -> Verdict.UNHEALTHY;
            default -> Verdict.UNKNOWN;
        };
        Damping damping = new Damping(
                options.number("flap-falls", 5, 0, Damping.MOST_FALLS),
                options.duration("flap-window", Duration.ofMinutes(1), LEAST, HOUR),
                options.duration("flap-hold", Duration.ofSeconds(30), LEAST, HOUR));
        return new HealthRules(thresholds, initial, damping);
    }
}
