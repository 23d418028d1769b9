package io.fairlead.core.check;

import io.fairlead.core.text.NearestName;
import io.fairlead.core.text.Problem;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the options of one check. What is wrong becomes a problem, and a stand-in is returned so that reading goes on. */
final class Options {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,6})?) ?(ms|s|m|h)");
    private static final Map<String, Long> UNIT_NANOS =
            Map.of("ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);

    private final Map<String, String> texts;
    private final UnaryOperator<String> where;
    private final TreeSet<String> known = new TreeSet<>();
    private final List<Problem> problems = new ArrayList<>();

    /**
     * Options as they were written.
     *
     * @param where how a person finds the option of a name: {@code container c1, label io.fairlead.check.path}
     */
    Options(Map<String, String> texts, UnaryOperator<String> where) {
        this.texts = texts;
        this.where = where;
    }

    /** All that is wrong; to be asked when every option was read, since those that nobody read are unknown. */
    List<Problem> problems() {
        texts.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .forEach(name -> wrong(
                        name,
                        "this check has no such option" + NearestName.hint(name, known),
                        "use " + String.join(", ", known)));
        return List.copyOf(problems);
    }

    /** What is wrong with the options that were read. */
    List<Problem> soFar() {
        return List.copyOf(problems);
    }

    void wrong(String name, String what, String mend) {
        problems.add(new Problem(where.apply(name), what, mend));
    }

    Optional<String> given(String name) {
        known.add(name);
        return Optional.ofNullable(texts.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    String text(String name, String otherwise) {
        return given(name).orElse(otherwise);
    }

    /** Text that goes over the wire or is found there: each character is an octet, in UTF-8. */
    String octets(String name) {
        return new String(text(name, "").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** {@link #octets} in which a backslash begins {@code \r \n \t \\ \xHH}. */
    String escaped(String name) {
        return Escapes.read(octets(name)).orElseGet(() -> {
            wrong(name, "has a backslash before something unknown", "after it write r, n, t, another, or xHH");
            return "";
        });
    }

    String regex(String name) {
        String regex = octets(name);
        try {
            Pattern.compile(regex);
            return regex;
        } catch (PatternSyntaxException e) {
            wrong(name, "is no regular expression: " + e.getDescription(), "correct it");
            return "";
        }
    }

    boolean isOn(String name, boolean otherwise) {
        String text = text(name, otherwise ? "on" : "off");
        return switch (text) {
            case "on", "true" -> true;
            case "off", "false" -> false;
            default -> {
                wrong(name, "'" + text + "' is neither on nor off", "write on or off");
                yield otherwise;
            }
        };
    }

    String oneOf(String name, String otherwise, Collection<String> choices) {
        String text = text(name, otherwise);
        if (!choices.contains(text)) {
            wrong(
                    name,
                    "'" + text + "' is unknown" + NearestName.hint(text, choices),
                    "use one of " + String.join(", ", choices));
            return otherwise;
        }
        return text;
    }

    int number(String name, int otherwise, int least, int most) {
        Optional<String> text = given(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        if (text.get().matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text.get());
            if (number >= least && number <= most) {
                return number;
            }
        }
        wrong(name, "'" + text.get() + "' is not a number from " + least + " to " + most, "write one");
        return otherwise;
    }

    Duration duration(String name, Duration otherwise, Duration least, Duration most) {
        Optional<String> text = given(name);
        if (text.isEmpty()) {
            return otherwise;
        }
        Matcher matcher = DURATION.matcher(text.get());
        if (matcher.matches()) {
            long nanos = new BigDecimal(matcher.group(1))
                    .multiply(BigDecimal.valueOf(UNIT_NANOS.get(matcher.group(2))))
                    .longValue();
            if (nanos >= least.toNanos() && nanos <= most.toNanos()) {
                return Duration.ofNanos(nanos);
            }
        }
        wrong(
                name,
                "'" + text.get() + "' is not a duration from " + least.toMillis() + " ms to " + most.toSeconds() + " s",
                "write a number and a unit, for instance 500 ms or 2 s");
        return otherwise;
    }
}
