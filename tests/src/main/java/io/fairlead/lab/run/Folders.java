package io.fairlead.lab.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Removing folders in which programs may have left mounts. */
public final class Folders {
    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    /** mountinfo writes space, tab, newline and backslash as octal: man 5 proc. */
    private static final Pattern OCTAL = Pattern.compile("\\\\([0-7]{3})");

    private Folders() {}

    /** What is mounted below {@code folder}, the newest first. */
    public static List<Path> mountsUnder(Path folder) {
        try {
            return Files.readAllLines(MOUNTS).reversed().stream()
                    .map(line -> Path.of(unescape(line.split(" ", 6)[4])))
                    .filter(place -> place.startsWith(folder))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Unmounts what is mounted below {@code folder} and removes it with everything in it; a missing one is fine. */
    public static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        for (Path place : mountsUnder(folder)) {
            Command.of("umount", "--lazy", place.toString()).check();
        }
        if (!mountsUnder(folder).isEmpty()) {
            throw new IllegalStateException("something is still mounted under " + folder);
        }
        Command.of("rm", "--recursive", "--force", "--one-file-system", folder.toString())
                .check();
    }

    private static String unescape(String field) {
        Matcher matcher = OCTAL.matcher(field);
        return matcher.replaceAll(
                octal -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(octal.group(1), 8))));
    }
}
