package io.fairlead.lab.bench.report;

import java.util.Locale;

/** Numbers for people. */
final class Numbers {
    private Numbers() {}

    /** Milliseconds, with a decimal below 100; never for what has no end. */
    static String millis(double millis) {
        if (Double.isInfinite(millis)) {
            return "never";
        }
        return millis >= 100 ? String.format(Locale.ROOT, "%,.0f", millis) : String.format(Locale.ROOT, "%.1f", millis);
    }

    /** Two significant digits or so; what is divided by "never" is 0. */
    static String ratio(double ratio) {
        if (ratio == 0) {
            return "0";
        }
        return String.format(Locale.ROOT, ratio < 0.1 ? "%.4f" : "%.2f", ratio);
    }
}
