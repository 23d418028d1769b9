package io.fairlead.lab.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A program that runs until it is closed. */
public final class Child implements AutoCloseable {
    private static final Duration GRACE = Duration.ofSeconds(20);

    private final Command command;
    private final Process process;
    private final Path log;

    Child(Command command, Process process, Path log) {
        this.command = command;
        this.process = process;
        this.log = log;
    }

    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.isAlive();
    }

    /** Where both its outputs go. */
    public Path log() {
        return log;
    }

    /** Words about its failure with the end of its log. */
    public CommandFailed failed(String how) {
        try {
            return new CommandFailed(command, how, Files.exists(log) ? Files.readString(log) : "");
        } catch (IOException e) {
            return new CommandFailed(command, how, "(" + log + " cannot be read: " + e.getMessage() + ")");
        }
    }

    /** Asks it to end (SIGTERM), waits 20 s, then kills it. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
