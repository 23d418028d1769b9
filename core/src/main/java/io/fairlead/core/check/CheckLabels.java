package io.fairlead.core.check;

import io.fairlead.core.text.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the checks of a service from keys below one prefix, labels or those of a file:
 *
 * <pre>
 *   check = http            for every port
 *   check.path = /health
 *   check.3306 = galera     for what is published as port 3306
 *   check.3306.user = check
 * </pre>
 */
public final class CheckLabels {
    private static final Pattern KEY = Pattern.compile("(?:\\.([0-9]{1,5}))?(?:\\.(.+))?");

    private CheckLabels() {}

    /** What could be read; without problems it is all. */
    public record Result(ServiceChecks checks, List<Problem> problems) {}

    /** Whether {@code key} is {@code prefix} or something below it. */
    public static boolean isBelow(String prefix, String key) {
        return key.equals(prefix) || key.startsWith(prefix + ".");
    }

    /**
     * Reads what is below {@code prefix}.
     *
     * @param texts by whole key; others are passed over
     * @param where how a person finds a whole key
     */
    public static Result read(String prefix, Map<String, String> texts, UnaryOperator<String> where) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Map<String, String>> byPort = new TreeMap<>();
        for (String key : new TreeSet<>(texts.keySet())) {
            Matcher matcher = isBelow(prefix, key) ? KEY.matcher(key.substring(prefix.length())) : null;
            if (matcher != null && matcher.matches()) {
                String port = matcher.group(1) == null ? "" : matcher.group(1);
                String option = matcher.group(2) == null ? "" : matcher.group(2);
                byPort.computeIfAbsent(port, _ -> new HashMap<>()).put(option, texts.get(key));
            }
        }
        Optional<CheckSettings> everyPort = Optional.empty();
        TreeMap<Integer, CheckSettings> single = new TreeMap<>();
        for (Map.Entry<String, Map<String, String>> entry : byPort.entrySet()) {
            String stem = prefix + (entry.getKey().isEmpty() ? "" : "." + entry.getKey());
            Optional<CheckSettings> settings = one(stem, entry.getValue(), where, problems);
            if (entry.getKey().isEmpty()) {
                everyPort = settings;
            } else {
                settings.ifPresent(given -> single.put(Integer.parseInt(entry.getKey()), given));
            }
        }
        return new Result(new ServiceChecks(everyPort, single), List.copyOf(problems));
    }

    private static Optional<CheckSettings> one(
            String stem, Map<String, String> texts, UnaryOperator<String> where, List<Problem> problems) {
        Map<String, String> options = new HashMap<>(texts);
        String kind = options.remove("");
        if (kind == null) {
            problems.add(new Problem(
                    where.apply(stem),
                    "missing, though it has options",
                    "say what is checked, for instance " + stem + "=http"));
            return Optional.empty();
        }
        CheckOptions.Result result =
                CheckOptions.read(kind, options, name -> where.apply(name.isEmpty() ? stem : stem + "." + name));
        problems.addAll(result.problems());
        return result.settings();
    }
}
