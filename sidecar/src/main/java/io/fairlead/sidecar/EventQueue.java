package io.fairlead.sidecar;

import io.fairlead.linux.poll.Poller;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** The one way into the loop's state for other threads. Bounded: whoever is faster than the loop waits for it. */
final class EventQueue {
    /** A round of checks every 20 ms at most, and a few signals and deaths: this many are a loop that stands still. */
    private static final int LIMIT = 256;

    private final BlockingQueue<LoopEvent> events = new ArrayBlockingQueue<>(LIMIT);
    private final Poller poller;

    /** A queue whose arrivals wake {@code poller}. */
    EventQueue(Poller poller) {
        this.poller = poller;
    }

    /** Any thread. */
    void put(LoopEvent event) {
        try {
            events.put(event);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the loop stands still", e);
        }
        poller.wakeUp();
    }

    /** The oldest, or null if there is none. The loop's thread. */
    LoopEvent poll() {
        return events.poll();
    }
}
