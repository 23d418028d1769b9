package io.fairlead.core.check;

import io.fairlead.core.text.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Reads the check of a member's right from keys below one prefix:
 *
 * <pre>
 *   vip-check = http
 *   vip-check.path = /ready
 *   vip-check.lower-priority-by = 50     without it: a failure takes the right
 * </pre>
 */
public final class MemberCheckLabels {
    private static final String LOWER = "lower-priority-by";
    private static final int MOST_POINTS = 253;

    /** They ask no port. */
    private static final Set<String> WITHOUT_PORT = Set.of("ping", "script");

    private MemberCheckLabels() {}

    /** What could be read; without a check and without problems there is none. */
    public record Result(Optional<MemberCheck> check, List<Problem> problems) {}

    /**
     * Reads what is below {@code prefix}.
     *
     * @param texts by whole key; others are passed over
     * @param usualPort that is asked where no option says otherwise
     * @param where how a person finds a whole key
     */
    public static Result read(
            String prefix, Map<String, String> texts, OptionalInt usualPort, UnaryOperator<String> where) {
        Map<String, String> options = new HashMap<>();
        Map<String, String> own = new HashMap<>();
        texts.forEach((key, text) -> {
            if (CheckLabels.isBelow(prefix, key)) {
                String option = key.equals(prefix) ? "" : key.substring(prefix.length() + 1);
                (option.equals(LOWER) ? own : options).put(option, text);
            }
        });
        if (options.isEmpty() && own.isEmpty()) {
            return new Result(Optional.empty(), List.of());
        }
        String kind = options.remove("");
        if (kind == null) {
            return new Result(
                    Optional.empty(),
                    List.of(new Problem(
                            where.apply(prefix),
                            "missing, though it has options",
                            "say what is checked, for instance " + prefix + "=http")));
        }
        UnaryOperator<String> place = name -> where.apply(name.isEmpty() ? prefix : prefix + "." + name);
        Options lowering = new Options(own, place);
        int points = lowering.number(LOWER, 0, 1, MOST_POINTS);
        CheckOptions.Result result = CheckOptions.read(kind, options, place);
        List<Problem> problems = new ArrayList<>(lowering.problems());
        problems.addAll(result.problems());
        OptionalInt given = result.settings().map(CheckSettings::port).orElse(OptionalInt.empty());
        OptionalInt port = given.isPresent() ? given : usualPort;
        if (result.settings().isPresent() && port.isEmpty() && !WITHOUT_PORT.contains(kind.strip())) {
            problems.add(new Problem(
                    place.apply("port"), "missing, and nothing is published", "say which port of the member is asked"));
        }
        return new Result(
                result.settings()
                        .filter(_ -> problems.isEmpty())
                        .map(settings -> new MemberCheck(
                                settings, port.orElse(0), points == 0 ? OptionalInt.empty() : OptionalInt.of(points))),
                List.copyOf(problems));
    }
}
