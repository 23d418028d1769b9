package io.fairlead.tests.reach;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.namespace.NetworkNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** A service in somebody's network that tells each client the address under which it sees it. */
public final class Responder implements AutoCloseable {
    private static final int BACKLOG = 50;

    private final ServerSocket listener;
    private final DatagramSocket datagrams;

    private Responder(ServerSocket listener, DatagramSocket datagrams) {
        this.listener = listener;
        this.datagrams = datagrams;
    }

    /** Serves TCP and UDP on one address. */
    public static Responder in(NetworkNamespace network, IpAddress address, int port) throws Exception {
        InetAddress local = address.toInetAddress();
        Responder responder = network.call(
                () -> new Responder(new ServerSocket(port, BACKLOG, local), new DatagramSocket(port, local)));
        Thread.ofPlatform().daemon().name("responder tcp").start(() -> untilClosed(responder::connection));
        Thread.ofPlatform().daemon().name("responder udp").start(() -> untilClosed(responder::datagram));
        return responder;
    }

    /** One question and its answer. */
    private interface Turn {
        void take() throws IOException;
    }

    private static void untilClosed(Turn turn) {
        try {
            while (true) {
                turn.take();
            }
        } catch (SocketException e) {
            // Closed: the test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connection() throws IOException {
        try (Socket client = listener.accept()) {
            client.getOutputStream().write(words(client.getInetAddress()));
            client.shutdownOutput();
            client.getInputStream().readAllBytes();
        }
    }

    private void datagram() throws IOException {
        DatagramPacket question = new DatagramPacket(new byte[16], 16);
        datagrams.receive(question);
        byte[] answer = words(question.getAddress());
        datagrams.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
    }

    private static byte[] words(InetAddress client) {
        return (IpAddress.of(client.getAddress()) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        listener.close();
        datagrams.close();
    }
}
