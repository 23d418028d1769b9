package io.fairlead.lab.run;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What has to be undone, last first: at {@link #close}, or when the JVM is told to end (Ctrl-C, SIGTERM). An action is added
 * <em>before</em> the thing that it undoes is made, so it must bear that there is nothing to undo. The thread that makes the
 * stack owns it: at Ctrl-C it is interrupted, and must come to {@link #close} (try-with-resources).
 */
public final class Cleanup implements AutoCloseable {
    /** One thing to undo. */
    @FunctionalInterface
    public interface Action {
        void run() throws Exception;
    }

    private record Entry(String what, Action action) {}

    /** After Ctrl-C the owner's program in progress gets this long to be ended. */
    private static final Duration OWNER_STOPS = Duration.ofSeconds(5);

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final CountDownLatch done = new CountDownLatch(1);
    private final CountDownLatch ownerStopped = new CountDownLatch(1);
    private final Thread owner = Thread.currentThread();
    private final Thread hook = new Thread(this::closeAtExit, "cleanup");
    private boolean closing;

    public Cleanup() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Remembers to run {@code action}; {@code what} is said if it fails.
     *
     * @throws IllegalStateException if the clean-up has begun: nothing new may be made
     */
    public synchronized void add(String what, Action action) {
        if (closing) {
            throw new IllegalStateException("ending: " + what + " is not begun");
        }
        entries.push(new Entry(what, action));
    }

    /** Remembers to close {@code resource}; gives it back. */
    public <T extends AutoCloseable> T keep(String what, T resource) {
        add(what, resource::close);
        return resource;
    }

    /**
     * Forgets everything: it stays as it is, for somebody else to undo.
     *
     * @throws IllegalStateException if the clean-up has begun
     */
    public synchronized void abandon() {
        if (closing) {
            throw new IllegalStateException("ending: nothing can be left up");
        }
        entries.clear();
    }

    /** Whether the clean-up has begun: errors are then its consequence. */
    public synchronized boolean closing() {
        return closing;
    }

    /**
     * Undoes everything, once; a second caller waits for the first.
     *
     * @throws IllegalStateException after all actions have run, if some failed
     */
    @Override
    public void close() {
        if (!begin()) {
            ownerStopped.countDown();
            awaitDone();
            return;
        }
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook finds that the work has begun and waits for it.
        }
        undo();
    }

    private synchronized boolean begin() {
        boolean first = !closing;
        closing = true;
        return first;
    }

    private void closeAtExit() {
        if (!begin()) {
            awaitDone();
            return;
        }
        System.err.println("\nfairlead: ending, and taking down what was made");
        stopOwner();
        undo();
    }

    /** Nothing is undone while the owner still makes things: its program in progress is ended, its stack unwinds to close. */
    private void stopOwner() {
        owner.interrupt();
        try {
            if (!ownerStopped.await(OWNER_STOPS.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("(the work in progress did not stop within " + OWNER_STOPS.toSeconds() + " s)");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void undo() {
        List<String> failures = new ArrayList<>();
        for (Entry entry = next(); entry != null; entry = next()) {
            try {
                entry.action().run();
            } catch (Exception e) {
                failures.add(entry.what() + ": " + e.getMessage());
            }
        }
        done.countDown();
        if (!failures.isEmpty()) {
            throw new IllegalStateException("not cleaned up: " + String.join("; ", failures));
        }
    }

    private synchronized Entry next() {
        return entries.poll();
    }

    private void awaitDone() {
        boolean interrupted = false;
        while (true) {
            try {
                done.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
