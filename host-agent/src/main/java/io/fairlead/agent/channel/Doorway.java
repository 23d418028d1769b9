package io.fairlead.agent.channel;

import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.unix.UnixConnection;
import io.fairlead.linux.unix.UnixListener;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes connections no faster than a limit: whoever connects without end waits in the kernel's backlog, and costs the loop
 * some per cent of its time at most. One thread.
 */
final class Doorway implements AutoCloseable {
    /** A connection that is refused costs about 0.1 ms. */
    private static final int MOST_IN_A_SLOT = 50;

    private static final long SLOT_NANOS = Duration.ofMillis(100).toNanos();

    /** In one go, so that the members' own messages are not kept waiting. */
    private static final int MOST_IN_A_TURN = 8;

    private final UnixListener listener;
    private final Poller poller;
    private final Consumer<UnixConnection> visitor;
    private final Runnable outOfDescriptors;
    private long slotNanos = Long.MIN_VALUE;
    private int inSlot;
    private long resumeNanos = Long.MAX_VALUE;

    Doorway(UnixListener listener, Poller poller, Consumer<UnixConnection> visitor, Runnable outOfDescriptors) {
        this.listener = listener;
        this.poller = poller;
        this.visitor = visitor;
        this.outOfDescriptors = outOfDescriptors;
        watch();
    }

    private void watch() {
        poller.add(listener.fd(), () -> accept(System.nanoTime()));
    }

    private void accept(long nowNanos) {
        if (slotNanos == Long.MIN_VALUE || nowNanos - slotNanos >= SLOT_NANOS) {
            slotNanos = nowNanos;
            inSlot = 0;
        }
        for (int count = 0; count < MOST_IN_A_TURN; count++) {
            if (++inSlot > MOST_IN_A_SLOT) {
                pause(slotNanos + SLOT_NANOS);
                return;
            }
            Optional<UnixConnection> connection;
            try {
                connection = listener.accept();
            } catch (KernelException e) {
                outOfDescriptors.run();
                pause(nowNanos + SLOT_NANOS);
                return;
            }
            if (connection.isEmpty()) {
                return;
            }
            visitor.accept(connection.get());
        }
    }

    private void pause(long untilNanos) {
        poller.remove(listener.fd());
        resumeNanos = untilNanos;
    }

    long deadlineNanos() {
        return resumeNanos;
    }

    void fire(long nowNanos) {
        if (resumeNanos <= nowNanos) {
            resumeNanos = Long.MAX_VALUE;
            watch();
        }
    }

    @Override
    public void close() {
        poller.remove(listener.fd());
        listener.close();
    }
}
