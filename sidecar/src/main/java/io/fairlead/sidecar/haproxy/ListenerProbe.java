package io.fairlead.sidecar.haproxy;

import io.fairlead.core.health.CheckResult;
import io.fairlead.linux.ffi.Errno;
import io.fairlead.linux.ffi.Fd;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.ffi.PollSet;
import io.fairlead.linux.ffi.StreamSockets;
import io.fairlead.sidecar.haproxy.ListenerTable.Listener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Asks listeners whether they take connections. The connection is given up before our side of the handshake is complete, as
 * HAProxy's own checks do: it never reaches the application, so that a TCP listener opens no connection to a database four
 * times a second.
 */
final class ListenerProbe {
    /** More would be asked for no more knowledge. */
    static final int MOST_LISTENERS = 16;

    /** A listener on this machine answers within the call that asks it, unless its queue is full. */
    private static final Duration AGAIN = Duration.ofMillis(10);

    private final StreamSockets sockets;
    private final PollSet pollSet = new PollSet(MOST_LISTENERS);
    private final List<Knock> open = new ArrayList<>();
    private boolean all;
    private boolean anyAccepted;
    private String refusal = "";
    private long beginNanos;
    private long limitNanos;
    private long againNanos;

    private record Knock(Listener listener, Fd fd) {}

    ListenerProbe(StreamSockets sockets) {
        this.sockets = sockets;
    }

    /** Asks; with {@code everyone} each of them must take a connection, else one. At most {@link #MOST_LISTENERS}. */
    void ask(List<Listener> listeners, boolean everyone, long nowNanos, long limit) {
        drop();
        all = everyone;
        anyAccepted = listeners.isEmpty();
        refusal = "";
        beginNanos = nowNanos;
        limitNanos = limit;
        for (Listener listener : listeners) {
            try {
                open.add(new Knock(listener, sockets.knock(listener.address(), listener.port())));
            } catch (KernelException e) {
                refused(listener, e.errno());
            }
        }
        look(nowNanos);
    }

    /** Empty while it is not decided. With nobody to ask it is passed. */
    Optional<CheckResult> result() {
        if (!isDecided()) {
            return Optional.empty();
        }
        boolean passed = all ? refusal.isEmpty() : anyAccepted;
        return Optional.of(passed ? new CheckResult.Passed() : new CheckResult.Failed(refusal));
    }

    long deadlineNanos() {
        return Math.min(againNanos, limitNanos);
    }

    void look(long nowNanos) {
        takeAnswers();
        againNanos = nowNanos + AGAIN.toNanos();
        if (!isDecided() && nowNanos >= limitNanos) {
            refusal = "no connection to " + open.getFirst().listener() + " within "
                    + Duration.ofNanos(limitNanos - beginNanos).toMillis() + " ms";
            drop();
        }
        if (isDecided()) {
            drop();
        }
    }

    private void takeAnswers() {
        for (int i = 0; i < open.size(); i++) {
            pollSet.watch(i, open.get(i).fd().number(), PollSet.POLLOUT);
        }
        if (open.isEmpty() || pollSet.await(open.size(), 0) == 0) {
            return;
        }
        for (int i = open.size() - 1; i >= 0; i--) {
            if (pollSet.returned(i) != 0) {
                Knock knock = open.remove(i);
                Errno error = sockets.error(knock.fd());
                knock.fd().close();
                if (error.number() == 0) {
                    anyAccepted = true;
                } else {
                    refused(knock.listener(), error);
                }
            }
        }
    }

    private void refused(Listener listener, Errno error) {
        refusal = listener + ": " + error.text();
    }

    private boolean isDecided() {
        return open.isEmpty() || (all ? !refusal.isEmpty() : anyAccepted);
    }

    void drop() {
        open.forEach(knock -> knock.fd().close());
        open.clear();
    }
}
