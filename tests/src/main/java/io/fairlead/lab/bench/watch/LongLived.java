package io.fairlead.lab.bench.watch;

import io.fairlead.lab.engine.Engine;
import io.fairlead.linux.namespace.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections to a {@link Stream} that last: half of them send an octet each 50 ms, the others only receive.
 *
 * <pre>
 *   own thread:  select ──► note what came, ended or was reset ──► send what is due ──► again
 * </pre>
 */
public final class LongLived implements AutoCloseable {
    /** Of each kind. */
    private static final int COUNT = 10;

    private static final Duration CONNECT = Duration.ofSeconds(2);

    private final Selector selector;
    private final List<Line> lines = new ArrayList<>();
    private final Thread thread;
    private volatile boolean closed;
    private volatile String refusal = "";

    private LongLived(Selector selector) {
        this.selector = selector;
        this.thread = Thread.ofPlatform().daemon().name("long-lived").unstarted(this::run);
    }

    /** Opens them from the engine's host, fewer if they are refused. */
    public static LongLived open(InetSocketAddress address, Engine engine) {
        try {
            LongLived all = new LongLived(Selector.open());
            try (NetworkNamespace host = HostSide.namespace(engine)) {
                host.run(() -> all.connect(address));
            }
            all.thread.start();
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first that fails is the last that is tried: the others would fail as slowly. */
    private void connect(InetSocketAddress address) {
        try {
            for (int number = 0; number < 2 * COUNT; number++) {
                SocketChannel channel = SocketChannel.open();
                Line line = new Line(channel, number % 2 == 0);
                channel.socket().connect(address, (int) CONNECT.toMillis());
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, line);
                lines.add(line);
            }
        } catch (IOException e) {
            refusal = String.valueOf(e.getMessage());
        }
    }

    /** Why not all could be opened; empty if they were. */
    public String refusal() {
        return refusal;
    }

    private void run() {
        long due = System.nanoTime();
        try {
            while (!closed) {
                if (due - System.nanoTime() <= 0) {
                    lines.forEach(Line::send);
                    due += Stream.TICK.toNanos();
                }
                selector.select(LongLived::ready, Stream.TICK.toMillis() / 2);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the selector of the lasting connections", e);
        }
    }

    private static void ready(SelectionKey key) {
        if (key.attachment() instanceof Line line && line.receive()) {
            key.cancel();
        }
    }

    /** How those that send stand now, after a fault at {@code faultNanos}. */
    public LineStates sending(long faultNanos) {
        return LineStates.of(lines.stream().filter(Line::sends).toList(), faultNanos);
    }

    /** How those that only receive stand now. */
    public LineStates receiving(long faultNanos) {
        return LineStates.of(lines.stream().filter(line -> !line.sends()).toList(), faultNanos);
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
            for (Line line : lines) {
                line.close();
            }
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("closing lasting connections", e);
        }
    }

    /** One connection. Its own thread writes, any may read. */
    static final class Line {
        private final SocketChannel channel;
        private final boolean sends;
        private final ByteBuffer input = ByteBuffer.allocate(256);
        private volatile long heardNanos = System.nanoTime();
        private volatile long endedNanos;
        private volatile End end = End.NONE;

        Line(SocketChannel channel, boolean sends) {
            this.channel = channel;
            this.sends = sends;
        }

        boolean sends() {
            return sends;
        }

        long heardNanos() {
            return heardNanos;
        }

        long endedNanos() {
            return endedNanos;
        }

        End end() {
            return end;
        }

        private void send() {
            if (sends && end == End.NONE) {
                try {
                    channel.write(ByteBuffer.wrap(new byte[] {'.'}));
                } catch (IOException e) {
                    ended(End.RESET);
                }
            }
        }

        /** Reads what there is; whether that was the end. */
        private boolean receive() {
            try {
                if (channel.read(input.clear()) < 0) {
                    ended(End.CLOSED);
                    return true;
                }
                heardNanos = System.nanoTime();
                return false;
            } catch (IOException e) {
                ended(End.RESET);
                return true;
            }
        }

        private void ended(End how) {
            if (end == End.NONE) {
                endedNanos = System.nanoTime();
                end = how;
            }
        }

        private void close() throws IOException {
            channel.close();
        }
    }

    /** How a connection ended. */
    enum End {
        NONE,
        CLOSED,
        RESET
    }
}
