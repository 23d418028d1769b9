package io.fairlead.agent;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.util.ArrayDeque;
import java.util.Queue;

/** Keeps what one thread says until that thread has time for it: what it does is urgent, and what it says of it is not. */
final class HeldAppender extends OutputStreamAppender<ILoggingEvent> {
    private volatile Thread held;

    /** The holding thread's. */
    private final Queue<ILoggingEvent> waiting = new ArrayDeque<>();

    /** From now on the calling thread's lines wait for {@link #release}. */
    void hold() {
        held = Thread.currentThread();
    }

    /** Writes what waits, and the thread's lines wait no more. */
    void letGo() {
        held = null;
        release();
    }

    /** Writes what the holding thread, which calls this, has said since. */
    void release() {
        for (ILoggingEvent event = waiting.poll(); event != null; event = waiting.poll()) {
            super.append(event);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (Thread.currentThread().equals(held)) {
            waiting.add(event);
        } else {
            super.append(event);
        }
    }
}
