package io.fairlead.sidecar.config;

import java.time.Duration;
import java.util.Optional;

/** Durations as HOCON writes them: a whole number and a unit; without a unit it is milliseconds. */
final class DurationText {
    private DurationText() {}

    /** {@code 250ms}, {@code 2s}, {@code 5m}, {@code 1h}, {@code 0}; empty if it is none, or does not fit. */
    static Optional<Duration> parse(String text) {
        int digits = 0;
        while (digits < text.length() && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
            digits++;
        }
        // Ten digits of hours are far beyond any bound, and far within a long.
        if (digits == 0 || digits > 10) {
            return Optional.empty();
        }
        long number = Long.parseLong(text.substring(0, digits));
        return switch (text.substring(digits).strip()) {
            case "", "ms", "millis", "milliseconds" -> Optional.of(Duration.ofMillis(number));
            case "s", "second", "seconds" -> Optional.of(Duration.ofSeconds(number));
            case "m", "minute", "minutes" -> Optional.of(Duration.ofMinutes(number));
            case "h", "hour", "hours" -> Optional.of(Duration.ofHours(number));
            default -> Optional.empty();
        };
    }

    /** The shortest notation that {@link #parse} reads back. */
    static String format(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        return seconds != 0 && seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
