package io.fairlead.lab;

import java.time.Duration;

/**
 * Turns Ctrl-C and SIGTERM into an interrupt of the thread that made it, and holds the JVM until that thread has cleaned
 * up and called {@link #close}.
 */
public final class Interruption implements AutoCloseable {
    /** Taking a stack and an engine down needs about ten seconds; a second Ctrl-C does not shorten it. */
    private static final Duration CLEANING = Duration.ofSeconds(90);

    private final Thread worker = Thread.currentThread();
    private final Thread hook = new Thread(this::interruptAndWait, "interruption");
    private volatile boolean asked;

    public Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the user asked to stop. */
    public boolean asked() {
        return asked;
    }

    private void interruptAndWait() {
        asked = true;
        worker.interrupt();
        try {
            synchronized (this) {
                long end = System.nanoTime() + CLEANING.toNanos();
                while (!closed && System.nanoTime() < end) {
                    wait(100);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean closed;

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        if (!asked) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                asked = true; // the signal came in this very moment
            }
        }
    }
}
