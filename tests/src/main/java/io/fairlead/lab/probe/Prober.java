package io.fairlead.lab.probe;

import io.fairlead.linux.namespace.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Opens a new TCP connection at every interval, whatever became of those before (open loop), from inside a network namespace.
 *
 * <pre>
 *   own thread:  begin what is due ──► select until the next is due ──► take answers ──► fail the overdue ──► again
 * </pre>
 *
 * Any thread may look at the results while it runs.
 */
public final class Prober implements AutoCloseable {
    private final Target target;
    private final Thread thread;
    private final Deque<Connection> open = new ArrayDeque<>();
    private final List<Probe> finished = new ArrayList<>();
    private volatile boolean stopped;
    private volatile IOException failure;
    private volatile Probe latest;
    private volatile long oldestOpenNanos;

    private Prober(Target target) {
        this.target = target;
        this.oldestOpenNanos = System.nanoTime();
        this.thread = Thread.ofPlatform().daemon().name("prober").unstarted(this::run);
    }

    /** Begins to probe from inside {@code namespace}, which may be closed afterwards. */
    public static Prober start(Target target, NetworkNamespace namespace) {
        Prober prober = new Prober(target);
        // A thread inherits the namespace of the one that starts it.
        namespace.run(prober.thread::start);
        return prober;
    }

    /** Begins to probe from the caller's own network namespace. */
    public static Prober start(Target target) {
        Prober prober = new Prober(target);
        prober.thread.start();
        return prober;
    }

    /** Those that have an outcome, in the order of their begins. */
    public Probes probes() {
        if (failure != null) {
            throw new UncheckedIOException("the prober ended", failure);
        }
        synchronized (finished) {
            return Probes.of(finished);
        }
    }

    /** Those whose outcome is known since {@code nanos}, in the order of their begins. */
    public Probes since(long nanos) {
        synchronized (finished) {
            int first = finished.size();
            while (first > 0 && finished.get(first - 1).endNanos() - nanos >= 0) {
                first--;
            }
            return Probes.of(finished.subList(first, finished.size()));
        }
    }

    /** The newest outcome, or null before the first. */
    public Probe latest() {
        return latest;
    }

    /** Whether all probes begun before {@code nanos} have an outcome. */
    public boolean decidedUntil(long nanos) {
        return oldestOpenNanos - nanos >= 0;
    }

    private void run() {
        try (Selector selector = Selector.open()) {
            long due = System.nanoTime();
            while (!stopped) {
                while (due - System.nanoTime() <= 0) {
                    begin(selector);
                    due += target.interval().toNanos();
                }
                selectUntil(selector, due);
                failOverdue();
                oldestOpenNanos = open.isEmpty() ? due : open.peek().startNanos();
            }
            forgetOpen();
        } catch (IOException e) {
            failure = e;
        }
    }

    private void begin(Selector selector) throws IOException {
        Connection.Started started = Connection.begin(target, selector);
        started.outcome().ifPresentOrElse(this::finish, () -> open.add(started.connection()));
    }

    private void selectUntil(Selector selector, long dueNanos) throws IOException {
        long left = dueNanos - System.nanoTime();
        if (left >= TimeUnit.MILLISECONDS.toNanos(1)) {
            selector.select(this::advance, TimeUnit.NANOSECONDS.toMillis(left));
            return;
        }
        // The selector counts in milliseconds; the rest of one is slept.
        if (selector.selectNow(this::advance) == 0 && left > 0) {
            LockSupport.parkNanos(left);
        }
    }

    private void advance(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        connection.advance(key).ifPresent(probe -> {
            open.remove(connection);
            finish(probe);
        });
    }

    private void failOverdue() {
        long now = System.nanoTime();
        // All have the same deadline: the oldest is overdue first.
        while (!open.isEmpty() && open.peek().deadlineNanos() - now <= 0) {
            finish(open.remove().expired());
        }
    }

    /** Those that the end of the measurement cut short are no failures: their sockets are only closed. */
    private void forgetOpen() {
        while (!open.isEmpty()) {
            open.remove().expired();
        }
    }

    private void finish(Probe probe) {
        synchronized (finished) {
            finished.add(probe);
        }
        latest = probe;
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
