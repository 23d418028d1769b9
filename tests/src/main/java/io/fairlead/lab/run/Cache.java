package io.fairlead.lab.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the lab keeps between runs: ${FAIRLEAD_CACHE:-${XDG_CACHE_HOME:-~/.cache}/fairlead}. Safe to delete at any time. */
public final class Cache {
    private Cache() {}

    /** The folder {@code name} in the cache, made if missing. */
    public static Path folder(String name) {
        try {
            return Files.createDirectories(root().resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException("the cache folder " + root() + " cannot be made", e);
        }
    }

    private static Path root() {
        String own = System.getenv("FAIRLEAD_CACHE");
        if (own != null && !own.isBlank()) {
            return Path.of(own).toAbsolutePath();
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        Path base = caches != null && !caches.isBlank()
                ? Path.of(caches)
                : Path.of(System.getProperty("user.home"), ".cache");
        return base.resolve("fairlead");
    }

    /** A lock held against other processes until it is closed. */
    public static final class Lock implements AutoCloseable {
        private final FileChannel channel;

        private Lock(FileChannel channel) {
            this.channel = channel;
        }

        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Waits until no other process makes {@code name}, saying so. One thread of a JVM at a time. */
    public static Lock lock(String name, Progress progress) {
        Path file = folder("locks").resolve(name);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock == null) {
                progress.step("waiting for another process that works on " + name);
                channel.lock();
            }
            return new Lock(channel);
        } catch (IOException e) {
            throw new UncheckedIOException("the lock " + file + " cannot be taken", e);
        }
    }
}
