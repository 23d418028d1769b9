package io.fairlead.lab.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many tests passed, failed and were skipped; also the one line of the file by which a layer's JVM reports. */
record Counts(int passed, int failed, int skipped) {
    static final Counts NONE = new Counts(0, 0, 0);

    private static final Pattern LINE = Pattern.compile("(\\d+) passed, (\\d+) failed, (\\d+) skipped");

    Counts plus(Counts other) {
        return new Counts(passed + other.passed, failed + other.failed, skipped + other.skipped);
    }

    @Override
    public String toString() {
        return passed + " passed, " + failed + " failed, " + skipped + " skipped";
    }

    void write(Path file) throws IOException {
        Files.writeString(file, this + "\n");
    }

    /**
     * What {@link #write} left.
     *
     * @throws IOException if there is no such file or no such line in it
     */
    static Counts read(Path file) throws IOException {
        Matcher matcher = LINE.matcher(Files.readString(file));
        if (!matcher.find()) {
            throw new IOException(file + " has no line of counts");
        }
        return new Counts(number(matcher, 1), number(matcher, 2), number(matcher, 3));
    }

    /** The sum over {@code results}. */
    static Counts of(List<LayerResult> results) {
        return results.stream()
                .map(result -> new Counts(result.passed(), result.failed(), result.skipped()))
                .reduce(NONE, Counts::plus);
    }

    private static int number(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group));
    }
}
