package io.fairlead.agent.check;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * The end of a run's time. If this thread itself was late in noticing it, the answer may lie unread in the socket: then the
 * run gets half its time more, once, so that a loaded machine does not call its servers dead.
 */
final class Deadline {
    /** Later than this is our own fault. */
    private static final long OWN_LATENESS_NANOS = 20_000_000;

    private final EventLoop loop;
    private final Runnable passed;
    private Future<?> timer;

    private Deadline(EventLoop loop, Runnable passed) {
        this.loop = loop;
        this.passed = passed;
    }

    /** Calls {@code passed} on the loop's thread when {@code nanos} are over. */
    static Deadline in(long nanos, EventLoop loop, Runnable passed) {
        Deadline deadline = new Deadline(loop, passed);
        long due = System.nanoTime() + nanos;
        deadline.timer = loop.schedule(() -> deadline.noticed(due, nanos / 2), nanos, TimeUnit.NANOSECONDS);
        return deadline;
    }

    private void noticed(long due, long extraNanos) {
        if (System.nanoTime() - due > OWN_LATENESS_NANOS) {
            timer = loop.schedule(passed, extraNanos, TimeUnit.NANOSECONDS);
        } else {
            passed.run();
        }
    }

    void cancel() {
        timer.cancel(false);
    }
}
