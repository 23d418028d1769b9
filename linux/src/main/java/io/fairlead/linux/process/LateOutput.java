package io.fairlead.linux.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * An output for a log, whose octets are written a moment later by a thread of its own. A line costs its writer little, but
 * wakes those who read it, Docker's shim and daemon for instance; they would have the processors just when an address moves.
 * What was not written yet is lost with a killed process; {@link #close} writes it. Any thread.
 */
public final class LateOutput extends OutputStream {
    private static final Duration DELAY = Duration.ofMillis(20);

    /** More than that is not kept waiting. */
    private static final int MOST_WAITING = 64 * 1024;

    private final OutputStream out;
    private final Object order = new Object();
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

    /** Guarded by this, as {@link #waiting} is. */
    private boolean started;

    public LateOutput(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int from, int length) throws IOException {
        boolean much;
        synchronized (this) {
            if (!started) {
                started = true;
                Thread.ofPlatform().name("late output").daemon().start(this::follow);
            }
            if (waiting.size() == 0) {
                notifyAll();
            }
            waiting.write(octets, from, length);
            much = waiting.size() > MOST_WAITING;
        }
        if (much) {
            writeOut();
        }
    }

    /** Writes what waits, at once: for when the order among the lines of several writers matters more than the moment. */
    @Override
    public void flush() throws IOException {
        writeOut();
    }

    /** Writes what waits. The other output stays open, and so does this one. */
    @Override
    public void close() throws IOException {
        writeOut();
    }

    private void writeOut() throws IOException {
        synchronized (order) {
            byte[] octets;
            synchronized (this) {
                octets = waiting.toByteArray();
                waiting.reset();
            }
            out.write(octets);
            out.flush();
        }
    }

    private void follow() {
        try {
            while (true) {
                synchronized (this) {
                    while (waiting.size() == 0) {
                        wait();
                    }
                }
                Thread.sleep(DELAY);
                writeOut();
            }
        } catch (InterruptedException | IOException e) {
            // Nobody reads any more: there is nowhere to say so.
            synchronized (this) {
                started = false;
            }
        }
    }
}
