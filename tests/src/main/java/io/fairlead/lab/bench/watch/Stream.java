package io.fairlead.lab.bench.watch;

import io.fairlead.lab.engine.Engine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/**
 * A TCP server on the engine's host, behind HAProxy: it sends an octet on every connection each 50 ms for as long as that lasts,
 * and reads what comes.
 */
public final class Stream implements AutoCloseable {
    /** How often an octet comes. */
    public static final Duration TICK = Duration.ofMillis(50);

    private final Selector selector;
    private final ServerSocketChannel server;
    private final Thread thread;
    private final ByteBuffer input = ByteBuffer.allocate(1024);
    private volatile boolean closed;

    private Stream(ServerSocketChannel server) throws IOException {
        this.server = server;
        this.selector = Selector.open();
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        this.thread = Thread.ofPlatform().daemon().name("stream").start(this::run);
    }

    /** Serves at {@code port} of all of the host's addresses. */
    public static Stream start(int port, Engine engine) {
        return HostSide.call(engine, () -> new Stream(ServerSocketChannel.open().bind(new InetSocketAddress(port))));
    }

    private void run() {
        long due = System.nanoTime();
        try {
            while (!closed) {
                long left = due - System.nanoTime();
                if (left <= 0) {
                    selector.keys().forEach(this::tick);
                    due += TICK.toNanos();
                    left = TICK.toNanos();
                }
                selector.select(this::ready, Math.max(1, left / 1_000_000));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the stream's selector", e);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.channel() instanceof ServerSocketChannel listener) {
                SocketChannel accepted = listener.accept();
                if (accepted != null) {
                    accepted.configureBlocking(false);
                    accepted.register(selector, SelectionKey.OP_READ);
                }
            } else if (((SocketChannel) key.channel()).read(input.clear()) < 0) {
                key.channel().close();
            }
        } catch (IOException e) {
            drop(key);
        }
    }

    private void tick(SelectionKey key) {
        if (key.isValid() && key.channel() instanceof SocketChannel channel) {
            try {
                channel.write(ByteBuffer.wrap(new byte[] {'.'}));
            } catch (IOException e) {
                drop(key);
            }
        }
    }

    private static void drop(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing a connection", e);
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
            server.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the stream", e);
        }
    }
}
