package io.fairlead.lab.debian;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The Debian archive that this machine's apt uses, so that a site's own mirror serves debootstrap as well. */
final class Mirror {
    private static final Path APT = Path.of("/etc/apt");
    /** The archive itself, in either format of sources; security and third parties have other paths. */
    private static final Pattern ARCHIVE =
            Pattern.compile("(?m)^(?:URIs:|deb(?:\\s+\\[[^\\]]*\\])?)\\s*(https?://\\S+/debian)/?(?:\\s|$)");

    private Mirror() {}

    /** Empty on other distributions and for sources that are no plain URL: debootstrap then takes its own default. */
    static Optional<String> ofThisMachine() {
        try {
            if (!Files.readString(Path.of("/etc/os-release")).lines().toList().contains("ID=debian")) {
                return Optional.empty();
            }
            for (Path file : sources()) {
                Matcher matcher = ARCHIVE.matcher(Files.readString(file));
                if (matcher.find()) {
                    return Optional.of(matcher.group(1));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("apt's sources cannot be read", e);
        }
    }

    private static List<Path> sources() throws IOException {
        List<Path> files = new ArrayList<>(List.of(APT.resolve("sources.list")));
        Path folder = APT.resolve("sources.list.d");
        if (Files.isDirectory(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                files.addAll(entries.sorted().toList());
            }
        }
        return files.stream().filter(Files::isRegularFile).toList();
    }
}
