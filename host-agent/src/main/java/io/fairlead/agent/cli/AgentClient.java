package io.fairlead.agent.cli;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks the running agent over its unix socket: one HTTP request, one answer. */
final class AgentClient {
    /** Far more than any report: a limit in case something else answers. */
    private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

    private final Path socket;

    AgentClient(Path socket) {
        this.socket = socket;
    }

    /** What came back; {@code status} as in HTTP. */
    record Answer(int status, String body) {}

    /** Throws IOException if nobody listens on the socket, or it may not be used. */
    Answer request(String method, String path) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            String request = method + " " + path + " HTTP/1.1\r\nHost: agent\r\nConnection: close\r\n\r\n";
            ByteBuffer out = ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII));
            while (out.hasRemaining()) {
                channel.write(out);
            }
            return parse(readAll(channel));
        }
    }

    private static String readAll(SocketChannel channel) throws IOException {
        java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
        while (channel.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
            if (all.size() > LONGEST_ANSWER) {
                throw new IOException("the answer is too long");
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    private static Answer parse(String text) throws IOException {
        int end = text.indexOf("\r\n\r\n");
        String[] first = text.split(" ", 3);
        if (end < 0 || first.length < 3 || !first[1].matches("[0-9]{3}")) {
            throw new IOException("the answer is not HTTP");
        }
        return new Answer(Integer.parseInt(first[1]), text.substring(end + 4));
    }
}
