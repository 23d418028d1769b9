package io.fairlead.core;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;

/** Does what core must not: one method for each rule of {@link PurityTest}. */
final class Impure {
    void io() throws IOException {
        new Socket("localhost", 1).close();
    }

    Thread thread() {
        return Thread.ofVirtual().unstarted(() -> {});
    }

    synchronized Object lock() {
        return new ReentrantLock();
    }

    Object clock() {
        return Instant.now();
    }

    long system() {
        return System.nanoTime();
    }

    double random() {
        return Math.random();
    }

    Object resolver() throws IOException {
        return InetAddress.getByName("localhost");
    }
}
