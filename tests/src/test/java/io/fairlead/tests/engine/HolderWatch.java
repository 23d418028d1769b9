package io.fairlead.tests.engine;

import io.fairlead.lab.stack.HaproxyPair;
import java.time.Duration;
import java.util.List;

/** Looks all the time who has the container VIP, until closed. */
final class HolderWatch implements AutoCloseable {
    private final HaproxyPair haproxies;
    private final Thread thread =
            Thread.ofPlatform().daemon().name("holder watch").unstarted(this::run);
    private volatile boolean closed;
    private volatile long longestWithTwoNanos;
    private volatile RuntimeException failure;

    private HolderWatch(HaproxyPair haproxies) {
        this.haproxies = haproxies;
    }

    static HolderWatch begin(HaproxyPair haproxies) {
        HolderWatch watch = new HolderWatch(haproxies);
        watch.thread.start();
        return watch;
    }

    /** The longest time in one piece that both had it; what began at the last look is counted up to now. */
    Duration longestWithTwo() {
        if (failure != null) {
            throw failure;
        }
        return Duration.ofNanos(longestWithTwoNanos);
    }

    private void run() {
        long lastWithFewer = System.nanoTime();
        try {
            while (!closed) {
                long before = System.nanoTime();
                List<String> holders = haproxies.holders();
                if (holders.size() < 2) {
                    lastWithFewer = before;
                } else {
                    longestWithTwoNanos = Math.max(longestWithTwoNanos, System.nanoTime() - lastWithFewer);
                }
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
