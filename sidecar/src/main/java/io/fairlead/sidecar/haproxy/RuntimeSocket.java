package io.fairlead.sidecar.haproxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/**
 * HAProxy's runtime API. A connection for each question: one that stays open would hold an old worker back after a reload.
 */
final class RuntimeSocket {
    /** "show info" has 3 KB; whatever sends more than this is not HAProxy. */
    private static final int LONGEST_ANSWER = 64 * 1024;

    private final Path path;

    RuntimeSocket(Path path) {
        this.path = path;
    }

    /**
     * What it answers to one command.
     *
     * @throws IOException in words for the operator; also when the answer is not complete within {@code limit}, which is
     *     how a stopped HAProxy shows: its kernel still takes connections
     */
    String ask(String command, Duration limit) throws IOException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            channel.configureBlocking(false);
            connect(channel);
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.register(selector, SelectionKey.OP_READ);
            return answer(channel, selector, deadlineNanos, limit);
        }
    }

    /** A unix socket connects at once or not at all. */
    private void connect(SocketChannel channel) throws IOException {
        try {
            if (!channel.connect(UnixDomainSocketAddress.of(path))) {
                throw new IOException("it takes no more connections");
            }
        } catch (IOException e) {
            throw new IOException("no connection to " + path + ": " + e.getMessage(), e);
        }
    }

    private String answer(SocketChannel channel, Selector selector, long deadlineNanos, Duration limit)
            throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream(4096);
        ByteBuffer part = ByteBuffer.allocate(4096);
        while (answer.size() <= LONGEST_ANSWER) {
            long leftMillis = (deadlineNanos - System.nanoTime() + 999_999) / 1_000_000;
            if (leftMillis <= 0) {
                throw new IOException("no answer on " + path + " within " + limit.toMillis() + " ms");
            }
            selector.select(leftMillis);
            selector.selectedKeys().clear();
            int read = channel.read(part.clear());
            if (read < 0) {
                return answer.toString(StandardCharsets.UTF_8);
            }
            answer.write(part.array(), 0, part.position());
        }
        throw new IOException("an answer without end on " + path);
    }
}
