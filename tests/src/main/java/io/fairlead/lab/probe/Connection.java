package io.fairlead.lab.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One probe under way. The prober's thread only. */
final class Connection {
    private final Target target;
    private final long startNanos;
    private final SocketChannel channel;
    private final ByteBuffer answer = ByteBuffer.allocate(Target.LARGEST_ANSWER);
    private boolean connected;

    private Connection(Target target, long startNanos, SocketChannel channel) {
        this.target = target;
        this.startNanos = startNanos;
        this.channel = channel;
    }

    /** Begins one; it is attached to its key in {@code selector}, or has already failed. */
    static Started begin(Target target, Selector selector) throws IOException {
        long start = System.nanoTime();
        SocketChannel channel = SocketChannel.open();
        Connection connection = new Connection(target, start, channel);
        try {
            channel.configureBlocking(false);
            // Ends by RST: thousands of probes a second would fill the client's ports with TIME_WAIT.
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.connect(target.address());
            channel.register(selector, SelectionKey.OP_CONNECT, connection);
            return new Started(connection, Optional.empty());
        } catch (IOException e) {
            return new Started(connection, Optional.of(connection.failed(e)));
        }
    }

    /** A connection, and its outcome if it failed at once. */
    record Started(Connection connection, Optional<Probe> outcome) {}

    long startNanos() {
        return startNanos;
    }

    long deadlineNanos() {
        return startNanos + target.deadline().toNanos();
    }

    /** Goes on after its channel became ready; the outcome, if there is one now. */
    Optional<Probe> advance(SelectionKey key) {
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                connected = true;
                // A request of a few octets always fits the empty send buffer of a new connection.
                channel.write(ByteBuffer.wrap(target.requestOctets()));
                key.interestOps(SelectionKey.OP_READ);
                return Optional.empty();
            }
            return read();
        } catch (IOException e) {
            return Optional.of(failed(e));
        }
    }

    private Optional<Probe> read() throws IOException {
        int octets = channel.read(answer);
        String name = target.nameIn(new String(answer.array(), 0, answer.position(), StandardCharsets.ISO_8859_1));
        if (!name.isEmpty()) {
            return Optional.of(ended(Outcome.ANSWERED, name));
        }
        return octets <= 0 ? Optional.of(ended(Outcome.UNNAMED, "")) : Optional.empty();
    }

    /** The outcome at the deadline. */
    Probe expired() {
        return ended(connected ? Outcome.SILENT : Outcome.NO_HANDSHAKE, "");
    }

    private Probe failed(IOException failure) {
        if (connected) {
            return ended(Outcome.RESET, "");
        }
        boolean refused = failure instanceof ConnectException refusal && isRefusal(refusal);
        return ended(refused ? Outcome.REFUSED : Outcome.UNREACHABLE, "");
    }

    /** The JDK tells ECONNREFUSED from ETIMEDOUT only by the words of strerror(3). */
    private static boolean isRefusal(ConnectException failure) {
        return String.valueOf(failure.getMessage()).contains("refused");
    }

    private Probe ended(Outcome outcome, String name) {
        long end = System.nanoTime();
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing a probe's socket", e);
        }
        return new Probe(startNanos, end, outcome, name);
    }
}
