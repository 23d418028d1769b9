package io.fairlead.lab.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** The process that started an engine; told from a later one with the same pid by its start. */
record Owner(long pid, Instant started) {
    private static final String FILE = "owner";

    static Owner current() {
        return of(ProcessHandle.current()).orElseThrow();
    }

    private static Optional<Owner> of(ProcessHandle process) {
        return process.info().startInstant().map(start -> new Owner(process.pid(), start));
    }

    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve(FILE), pid + " " + started + "\n");
    }

    /** Nobody owns the engine of {@code folder} any more, and so it is not swept away with its owner. */
    static void forget(Path folder) {
        try {
            Files.deleteIfExists(folder.resolve(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The owner written in {@code folder}, if there is a readable one. */
    static Optional<Owner> read(Path folder) {
        try {
            String[] fields = Files.readString(folder.resolve(FILE)).strip().split(" ", 2);
            return Optional.of(new Owner(Long.parseLong(fields[0]), Instant.parse(fields[1])));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    boolean alive() {
        return ProcessHandle.of(pid).flatMap(Owner::of).filter(this::equals).isPresent();
    }
}
