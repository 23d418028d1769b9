package io.fairlead.tests.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A TCP port of loopback in front of an engine's socket, that writes down which calls pass. */
final class RecordingProxy implements AutoCloseable {
    private static final Pattern REQUEST = Pattern.compile("(?m)^([A-Z]+) (/[^ ?]*)[^ ]* HTTP/1\\.1\\r\\n");
    private static final Pattern VERSION = Pattern.compile("^/v[0-9.]+");
    private static final Pattern NETWORK_ID = Pattern.compile("^/networks/.+");
    private static final Pattern CONTAINER_ID = Pattern.compile("^/containers/[0-9a-f]+/");

    private final ServerSocketChannel server;
    private final SocketAddress engine;
    private final Set<String> calls = new ConcurrentSkipListSet<>();

    private RecordingProxy(ServerSocketChannel server, Path socket) {
        this.server = server;
        this.engine = UnixDomainSocketAddress.of(socket);
    }

    static RecordingProxy before(Path socket) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.INET);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        RecordingProxy proxy = new RecordingProxy(server, socket);
        Thread.ofPlatform().daemon().name("recording proxy").start(proxy::accept);
        return proxy;
    }

    URI uri() throws IOException {
        return URI.create("tcp://127.0.0.1:" + ((InetSocketAddress) server.getLocalAddress()).getPort());
    }

    /** Methods and paths so far, without version and with {id} for a network's id. */
    Set<String> calls() {
        return Set.copyOf(calls);
    }

    private void accept() {
        try {
            while (true) {
                SocketChannel client = server.accept();
                SocketChannel upstream = SocketChannel.open(engine);
                Thread.ofPlatform().daemon().start(() -> copy(client, upstream, true));
                Thread.ofPlatform().daemon().start(() -> copy(upstream, client, false));
            }
        } catch (IOException e) {
            // close() ends it.
        }
    }

    private void copy(SocketChannel from, SocketChannel to, boolean requests) {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        try (from;
                to) {
            while (from.read(buffer) >= 0) {
                if (requests) {
                    seen.write(buffer.array(), 0, buffer.position());
                    note(seen.toString(StandardCharsets.US_ASCII));
                }
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        } catch (IOException e) {
            // One side has hung up; closing both tells the other.
        }
    }

    private void note(String text) {
        Matcher matcher = REQUEST.matcher(text);
        while (matcher.find()) {
            String path = VERSION.matcher(matcher.group(2)).replaceFirst("");
            String ofContainer = CONTAINER_ID.matcher(path).replaceFirst("/containers/{id}/");
            calls.add(matcher.group(1) + " " + NETWORK_ID.matcher(ofContainer).replaceFirst("/networks/{id}"));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
