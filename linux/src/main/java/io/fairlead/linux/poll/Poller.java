package io.fairlead.linux.poll;

/**
 * Waits for readable file descriptors, a deadline or another thread's word. One thread polls; only {@link #wakeUp} may be
 * called from others.
 */
public interface Poller extends AutoCloseable {
    /** A poller with no descriptors yet. */
    static Poller open() {
        return new PpollPoller();
    }

    /**
     * Calls {@code onReadable} from {@link #poll} whenever {@code fd} is readable or in error. Remove a descriptor before
     * it is closed.
     */
    void add(int fd, Runnable onReadable);

    /**
     * As {@link #add} for files that are always readable and tell a change as urgent data (POLLPRI): those of control groups
     * and of sysfs. Read the file from its start in {@code onChange}, or it is told again at once.
     */
    void addUrgent(int fd, Runnable onChange);

    void remove(int fd);

    /**
     * Waits until something is readable, {@code deadlineNanos} of System.nanoTime has come, or {@link #wakeUp}; runs the
     * callbacks of what is readable. May return early for no reason. {@link Long#MAX_VALUE}: no deadline.
     */
    void poll(long deadlineNanos);

    /** Makes a present or the next {@link #poll} return at once. Any thread. */
    void wakeUp();

    @Override
    void close();
}
