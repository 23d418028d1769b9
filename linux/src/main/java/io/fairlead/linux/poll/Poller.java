package io.fairlead.linux.poll;

/**
 * Waits for readable file descriptors, a deadline or another thread's word. One thread polls; only {@link #wakeUp} may be
 * called from others.
 */
public interface Poller extends AutoCloseable {
    /** Calls {@code onReadable} from {@link #poll} whenever {@code fd} is readable or in error. */
    void add(int fd, Runnable onReadable);

    void remove(int fd);

    /** Waits until something is readable, {@code deadlineNanos} of System.nanoTime has come, or {@link #wakeUp}. */
    void poll(long deadlineNanos);

    /** Makes a present or the next {@link #poll} return at once. Any thread. */
    void wakeUp();

    @Override
    void close();
}
