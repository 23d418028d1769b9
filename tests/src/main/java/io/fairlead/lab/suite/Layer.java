package io.fairlead.lab.suite;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The layers of tests, in the order in which they run; each but {@link #UNIT} is a JUnit tag of the same name. */
public enum Layer {
    UNIT(false, Duration.ofMinutes(12)),
    SIMULATION(false, Duration.ofMinutes(8)),
    KERNEL(true, Duration.ofMinutes(8)),
    INTEROP(true, Duration.ofMinutes(10)),
    ENGINE(true, Duration.ofMinutes(20)),
    IPVS(true, Duration.ofMinutes(20));

    private final boolean needsRoot;
    private final Duration limit;

    Layer(boolean needsRoot, Duration limit) {
        this.needsRoot = needsRoot;
        this.limit = limit;
    }

    /** The JUnit tag, and the word on the command line. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean needsRoot() {
        return needsRoot;
    }

    /** After this the layer is ended and counts as failed: a hung test must not hold a build for ever. */
    public Duration limit() {
        return limit;
    }

    /** All tags, which the unit layer leaves out. */
    static String otherTags() {
        return Arrays.stream(values())
                .filter(layer -> layer != UNIT)
                .map(Layer::tag)
                .collect(Collectors.joining(","));
    }

    /** The layers named on the command line, in running order; all of them for none. */
    static List<Layer> named(List<String> words) {
        List<Layer> named = Arrays.stream(values())
                .filter(layer -> words.isEmpty() || words.contains(layer.tag()))
                .toList();
        for (String word : words) {
            if (Arrays.stream(values()).noneMatch(layer -> layer.tag().equals(word))) {
                throw new IllegalArgumentException("there is no layer '" + word + "'; the layers are unit, "
                        + otherTags().replace(",", ", "));
            }
        }
        return named;
    }
}
