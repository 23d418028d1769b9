package io.fairlead.lab.footprint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a process occupies, in MB of 10⁶ octets (man 5 proc, smaps_rollup).
 *
 * @param resident all its pages in memory, shared ones included
 * @param unshared the pages that no other process has: Private_Clean and Private_Dirty
 */
record Memory(double resident, double unshared) {
    private static final double OCTETS_OF_KIB = 1024;
    private static final double OCTETS_OF_MB = 1e6;

    static Memory of(long pid) {
        try {
            String text = Files.readString(Path.of("/proc/" + pid + "/smaps_rollup"));
            return new Memory(field(text, "Rss"), field(text, "Private_Clean") + field(text, "Private_Dirty"));
        } catch (IOException e) {
            throw new UncheckedIOException("process " + pid + " is gone", e);
        }
    }

    private static double field(String text, String name) {
        var matcher = Pattern.compile("(?m)^" + name + ":\\s+(\\d+) kB$").matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("smaps_rollup has no " + name);
        }
        return Long.parseLong(matcher.group(1)) * OCTETS_OF_KIB / OCTETS_OF_MB;
    }
}
