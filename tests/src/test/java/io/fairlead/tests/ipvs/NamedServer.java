package io.fairlead.tests.ipvs;

import io.fairlead.tests.kernel.FreshNamespace;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A real server that tells each client its own name and the address under which it sees the client: {@code s1 10.9.0.1}. TCP
 * connections stay open and answer each octet with the same line.
 */
public final class NamedServer implements AutoCloseable {
    private final String name;
    private final List<Closeable> sockets = new ArrayList<>();

    private NamedServer(String name) {
        this.name = name;
    }

    /** Serves TCP and UDP on these ports of every address of the namespace. */
    public static NamedServer in(FreshNamespace namespace, String name, int... ports) {
        NamedServer server = new NamedServer(name);
        for (int port : ports) {
            ServerSocket listener = namespace.call(() -> new ServerSocket(port, 100));
            DatagramSocket datagrams = namespace.call(() -> new DatagramSocket(port));
            server.keep(listener);
            server.keep(datagrams);
            Thread.ofPlatform().daemon().name(name + " tcp").start(() -> server.accept(listener));
            Thread.ofPlatform().daemon().name(name + " udp").start(() -> server.echo(datagrams));
        }
        return server;
    }

    private synchronized void keep(Closeable socket) {
        sockets.add(socket);
    }

    private void accept(ServerSocket listener) {
        try {
            while (true) {
                Socket client = listener.accept();
                keep(client);
                Thread.ofVirtual().name(name + " client").start(() -> serve(client));
            }
        } catch (SocketException e) {
            // Closed: the test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve(Socket client) {
        byte[] line =
                (name + " " + client.getInetAddress().getHostAddress() + "\n").getBytes(StandardCharsets.US_ASCII);
        try (client) {
            client.getOutputStream().write(line);
            while (client.getInputStream().read() >= 0) {
                client.getOutputStream().write(line);
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private void echo(DatagramSocket socket) {
        try {
            DatagramPacket question = new DatagramPacket(new byte[10], 10);
            while (true) {
                socket.receive(question);
                byte[] line = name.getBytes(StandardCharsets.US_ASCII);
                socket.send(new DatagramPacket(line, line.length, question.getSocketAddress()));
            }
        } catch (SocketException e) {
            // Closed: the test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        for (Closeable each : sockets) {
            each.close();
        }
    }
}
