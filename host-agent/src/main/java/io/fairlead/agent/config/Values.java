package io.fairlead.agent.config;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.text.NearestName;
import io.fairlead.core.text.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads texts as values. What is wrong becomes a problem, and a stand-in is returned so that reading goes on. */
final class Values {
    private static final Pattern DURATION = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?(ms|s|m|h)");
    private static final Map<String, Long> UNIT_NANOS =
            Map.of("ms", 1_000_000L, "s", 1_000_000_000L, "m", 60_000_000_000L, "h", 3_600_000_000_000L);
    private static final Set<String> ON = Set.of("on", "true", "yes");
    private static final Set<String> OFF = Set.of("off", "false", "no");

    private final Map<String, Given> given;
    private final List<Problem> problems;

    Values(Map<String, Given> given, List<Problem> problems) {
        this.given = given;
        this.problems = problems;
    }

    String text(String key) {
        return single(key).orElse("");
    }

    boolean isOn(String key) {
        String text = text(key);
        if (!ON.contains(text) && !OFF.contains(text)) {
            wrong(key, "is neither on nor off", "write on or off");
        }
        return ON.contains(text);
    }

    boolean isOff(String key) {
        return OFF.contains(text(key));
    }

    int number(String key, int least, int most) {
        String text = text(key);
        if (text.matches("-?[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
                return number;
            }
        }
        wrong(key, "is not a number from " + least + " to " + most, "write one");
        return least;
    }

    Duration duration(String key, Duration least, Duration most) {
        Matcher matcher = DURATION.matcher(text(key));
        if (!matcher.matches()) {
            wrong(key, "is not a duration", "write a number and a unit, for instance 500 ms or 2 s");
            return least;
        }
        BigDecimal nanos =
                new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(UNIT_NANOS.get(matcher.group(2))));
        if (nanos.compareTo(BigDecimal.valueOf(least.toNanos())) < 0
                || nanos.compareTo(BigDecimal.valueOf(most.toNanos())) > 0) {
            wrong(key, "is not within " + words(least) + " to " + words(most), "write a duration in that range");
            return least;
        }
        return Duration.ofNanos(nanos.longValue());
    }

    String oneOf(String key, Collection<String> known) {
        String text = text(key);
        if (!known.contains(text)) {
            wrong(key, "is unknown" + NearestName.hint(text, known), "use one of " + String.join(", ", known));
            return known.iterator().next();
        }
        return text;
    }

    Set<IpAddress> addresses(String key) {
        Set<IpAddress> addresses = new LinkedHashSet<>();
        for (String text : given.get(key).texts()) {
            Optional<IpAddress> address = IpAddress.tryParse(text);
            address.ifPresentOrElse(
                    addresses::add,
                    () -> wrong(key, "holds '" + text + "', which is no address", "write addresses, not names"));
        }
        return addresses;
    }

    /** Records that the value of {@code key} {@code what}, with its text and where it was written. */
    void wrong(String key, String what, String mend) {
        Given value = given.get(key);
        problems.add(new Problem(value.origin(), key + " = " + value.shown() + " " + what, mend));
    }

    private Optional<String> single(String key) {
        Given value = given.get(key);
        if (value.isList()) {
            wrong(key, "is a list", "write one value");
            return Optional.empty();
        }
        return Optional.of(value.texts().getFirst());
    }

    /** {@code 500 ms}, {@code 2 s}. */
    static String words(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
