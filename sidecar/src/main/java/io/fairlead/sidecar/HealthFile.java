package io.fairlead.sidecar;

import io.fairlead.sidecar.config.ProcessSettings.LogLevel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.locks.LockSupport;

/**
 * The file that Docker's health command reads without a JVM: {@code word milliseconds summary}, where the milliseconds are the
 * loop's latest turn on CLOCK_MONOTONIC, which is System.nanoTime on Linux. Written on a thread of its own, since a disk
 * may be slow: a loop that stands still shows in the age of what it said.
 */
final class HealthFile {
    private static final long PAUSE_NANOS = 1_000_000_000L;

    private final Path file;
    private final Path next;
    private final Bulletin bulletin;
    private final Log log;

    HealthFile(Path folder, Bulletin bulletin, Log log) {
        this.file = folder.resolve("health");
        this.next = folder.resolve("health.next");
        this.bulletin = bulletin;
        this.log = log;
    }

    void start() {
        bulletin.wake(Thread.ofPlatform()
                .name("health file")
                .daemon()
                .stackSize(256 * 1024)
                .start(this::run));
    }

    private void run() {
        while (true) {
            try {
                write();
            } catch (IOException e) {
                log.limited(
                        "health file", 1, LogLevel.WARN, "the health file cannot be written: " + e, System.nanoTime());
            }
            LockSupport.parkNanos(this, PAUSE_NANOS);
        }
    }

    private void write() throws IOException {
        Files.writeString(next, line(bulletin.status(), bulletin.lastTurnNanos()), StandardCharsets.UTF_8);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
    }

    static String line(Status status, long lastTurnNanos) {
        return status.word() + " " + lastTurnNanos / 1_000_000 + " " + status.summary() + "\n";
    }

    /** Whoever stops is not healthy, and the next life begins with nothing. */
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.debug("the health file stays: " + e);
        }
    }
}
