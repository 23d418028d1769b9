package io.fairlead.lab.engine;

import io.fairlead.lab.run.Cache;
import io.fairlead.lab.run.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Takes away engines whose owner was killed before it could: their processes, namespace, mounts and folders. */
final class DeadEngines {
    private static final Duration ENDING = Duration.ofSeconds(10);

    private DeadEngines() {}

    static void sweep() {
        if (!Files.isDirectory(Daemon.RUN)) {
            return;
        }
        for (Path folder : list(Daemon.RUN)) {
            if (Owner.read(folder).filter(owner -> !owner.alive()).isPresent()) {
                remove(folder);
            }
        }
    }

    /** All of the engine of {@code folder}, its namespace and its data included. */
    static void remove(Path folder) {
        bury(folder);
        Namespaces.remove(folder.getFileName().toString());
        Folders.remove(Cache.folder("engines").resolve(folder.getFileName()));
    }

    /** Ends what still runs for the engine of {@code folder}: all its processes name the folder in their arguments. */
    static void bury(Path folder) {
        List<ProcessHandle> left = ProcessHandle.allProcesses()
                .filter(process -> names(process, folder))
                .toList();
        left.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture<?>[] exits = left.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(exits)
                .completeOnTimeout(null, ENDING.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        Folders.remove(folder);
    }

    private static boolean names(ProcessHandle process, Path folder) {
        return process.pid() != ProcessHandle.current().pid()
                && process.info()
                        .commandLine()
                        .filter(line -> line.contains(folder + "/"))
                        .isPresent();
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
