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

    private final Map<Integer, Watch> watches = new LinkedHashMap<>();
    private PollSet pollSet = new PollSet(1);
    private final EventFd wakeUp = new EventFd();
    private int[] watched = {};
    private boolean changed = true;

    private record Watch(int events, Runnable callback) {}

    PpollPoller() {
        add(wakeUp.number(), wakeUp::drain);
    }

    @Override
    public void add(int fd, Runnable onReadable) {
        add(fd, PollSet.POLLIN, onReadable);
    }

    @Override
    public void addUrgent(int fd, Runnable onChange) {
        add(fd, PollSet.POLLPRI, onChange);
    }

    private void add(int fd, int events, Runnable callback) {
        watches.put(fd, new Watch(events, callback));
        changed = true;
    }

    @Override
    public void remove(int fd) {
        watches.remove(fd);
        changed = true;
    }

    @Override
    public void poll(long deadlineNanos) {
        if (changed) {
            watched = watches.keySet().stream().mapToInt(Integer::intValue).toArray();
            pollSet = new PollSet(watched.length);
            for (int index = 0; index < watched.length; index++) {
                pollSet.watch(index, watched[index], watches.get(watched[index]).events());
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
            Watch watch = pollSet.returned(index) != 0 ? watches.get(fds[index]) : null;
            if (watch != null) {
                watch.callback().run();
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
