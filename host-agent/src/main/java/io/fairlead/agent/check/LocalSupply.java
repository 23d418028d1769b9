package io.fairlead.agent.check;

import io.fairlead.core.check.Supply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/** Secrets out of the files of one folder, read anew each time, so that a new password needs no restart. */
final class LocalSupply implements Supply {
    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    LocalSupply(Path folder) {
        this.folder = folder;
    }

    @Override
    public long chance() {
        return random.nextLong();
    }

    @Override
    public Optional<String> secret(String name) {
        try {
            return Optional.of(Files.readString(folder.resolve(name)).stripTrailing());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
