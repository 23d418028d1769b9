package io.fairlead.linux.poll;

import io.fairlead.linux.ffi.EventFd;
import io.fairlead.linux.ffi.PollSet;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A {@link Poller} on ppoll(2), whose timeout is in nanoseconds, with an eventfd for {@link #wakeUp}. A program has a
 * handful of descriptors, so that nothing is gained by epoll.
 */
final class PpollPoller implements Poller {
    /** Longer waits are cut into pieces of this: the sum of a deadline may overflow. */
    private static final long LONGEST_NANOS = 3_600_000_000_000L;

    private final Map<Integer, Runnable> callbacks = new LinkedHashMap<>();
    private PollSet pollSet = new PollSet(1);
    private final EventFd wakeUp = new EventFd();
    private int[] watched = {};
    private boolean changed = true;

    PpollPoller() {
        callbacks.put(wakeUp.number(), wakeUp::drain);
    }

    @Override
    public void add(int fd, Runnable onReadable) {
        callbacks.put(fd, onReadable);
        changed = true;
    }

    @Override
    public void remove(int fd) {
        callbacks.remove(fd);
        changed = true;
    }

    @Override
    public void poll(long deadlineNanos) {
        if (changed) {
            watched = callbacks.keySet().stream().mapToInt(Integer::intValue).toArray();
            pollSet = new PollSet(watched.length);
            for (int index = 0; index < watched.length; index++) {
                pollSet.watch(index, watched[index], PollSet.POLLIN);
            }
            changed = false;
        }
        if (pollSet.await(watched.length, timeout(deadlineNanos, System.nanoTime())) > 0) {
            dispatch(watched);
        }
    }

    private void dispatch(int[] fds) {
        for (int index = 0; index < fds.length; index++) {
            // A callback may have removed a later descriptor, or have put another in its place.
            Runnable callback = pollSet.returned(index) != 0 ? callbacks.get(fds[index]) : null;
            if (callback != null) {
                callback.run();
            }
        }
    }

    private static long timeout(long deadlineNanos, long nowNanos) {
        if (deadlineNanos == Long.MAX_VALUE) {
            return LONGEST_NANOS;
        }
        return Math.clamp(deadlineNanos - nowNanos, 0, LONGEST_NANOS);
    }

    @Override
    public void wakeUp() {
        wakeUp.signal();
    }

    @Override
    public void close() {
        wakeUp.close();
    }
}
