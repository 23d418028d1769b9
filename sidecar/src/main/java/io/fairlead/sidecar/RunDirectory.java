package io.fairlead.sidecar;

import io.fairlead.core.text.Problem;
import io.fairlead.sidecar.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The folder for sockets and small files. */
final class RunDirectory {
    /** A tmpfs in every container, also in one whose root is read-only. */
    private static final Path FALLBACK = Path.of("/dev/shm/fairlead");

    private RunDirectory() {}

    /** {@code wanted}, or the fallback if that cannot be had; empty and a problem if neither can. */
    static Optional<Path> make(Path wanted, List<Problem> problems) {
        if (isUsable(wanted)) {
            return Optional.of(wanted);
        }
        if (isUsable(FALLBACK)) {
            return Optional.of(FALLBACK);
        }
        problems.add(new Problem(
                Settings.RUN_DIRECTORY.variable(),
                "neither " + wanted + " nor " + FALLBACK + " can be made or written",
                "mount a tmpfs at " + wanted));
        return Optional.empty();
    }

    private static boolean isUsable(Path folder) {
        try {
            Files.createDirectories(folder);
            return Files.isWritable(folder);
        } catch (IOException e) {
            return false;
        }
    }
}
