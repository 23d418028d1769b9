package io.fairlead.sidecar.haproxy;

import io.fairlead.core.health.CheckResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import jdk.net.ExtendedSocketOptions;

/**
 * Asks listeners whether they take connections. The connection is given up before our side of the handshake is complete, as
 * HAProxy's own checks do: it never reaches the application, so that a TCP listener opens no connection to a database four
 * times a second.
 */
final class ListenerProbe {
    private ListenerProbe() {}

    /**
     * Passed if one of them, or with {@code all} every one, took a connection within {@code limit}; with nobody to ask it is
     * passed.
     */
    static CheckResult ask(List<InetSocketAddress> listeners, boolean all, Duration limit) {
        if (listeners.isEmpty()) {
            return new CheckResult.Passed();
        }
        try (Selector selector = Selector.open()) {
            try {
                return ask(listeners, all, limit, selector);
            } finally {
                for (SelectionKey key : selector.keys()) {
                    key.channel().close();
                }
            }
        } catch (IOException e) {
            return new CheckResult.Failed(e.getMessage());
        }
    }

    private static CheckResult ask(List<InetSocketAddress> listeners, boolean all, Duration limit, Selector selector)
            throws IOException {
        Count count = new Count(listeners.size(), all);
        for (InetSocketAddress listener : listeners) {
            begin(listener, selector, count);
        }
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        while (!count.isDecided()) {
            long leftMillis = (deadlineNanos - System.nanoTime() + 999_999) / 1_000_000;
            if (leftMillis <= 0) {
                return new CheckResult.Failed(
                        "no connection to " + pending(selector) + " within " + limit.toMillis() + " ms");
            }
            selector.select(key -> end(key, count), leftMillis);
        }
        return count.result();
    }

    private static void begin(InetSocketAddress listener, Selector selector, Count count) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            // Without the quick ACK the handshake's last segment waits, and with no linger the close sends RST instead.
            channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, false);
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            if (channel.connect(listener)) {
                count.accepted();
                channel.close();
            } else {
                channel.register(selector, SelectionKey.OP_CONNECT, listener);
            }
        } catch (IOException e) {
            channel.close();
            count.refused(listener + ": " + e.getMessage());
        }
    }

    private static void end(SelectionKey key, Count count) {
        SocketChannel channel = (SocketChannel) key.channel();
        try (channel) {
            channel.finishConnect();
            count.accepted();
        } catch (IOException e) {
            count.refused(key.attachment() + ": " + e.getMessage());
        }
    }

    private static String pending(Selector selector) {
        for (SelectionKey key : selector.keys()) {
            if (key.isValid()) {
                return String.valueOf(key.attachment());
            }
        }
        return "any listener";
    }

    /** How many answered, and how. */
    private static final class Count {
        private final boolean all;
        private int undecided;
        private boolean anyAccepted;
        private String refusal = "";

        Count(int listeners, boolean all) {
            this.undecided = listeners;
            this.all = all;
        }

        void accepted() {
            undecided--;
            anyAccepted = true;
        }

        void refused(String why) {
            undecided--;
            refusal = why;
        }

        boolean isDecided() {
            return undecided == 0 || (all ? !refusal.isEmpty() : anyAccepted);
        }

        CheckResult result() {
            boolean passed = all ? refusal.isEmpty() : anyAccepted;
            return passed ? new CheckResult.Passed() : new CheckResult.Failed(refusal);
        }
    }
}
