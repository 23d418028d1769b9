package io.fairlead.tests.ipvs;

import io.fairlead.core.net.IpAddress;
import io.fairlead.tests.kernel.FreshNamespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A service that tells each client the address under which it sees it, over TCP and UDP. A TCP connection stays open and
 * answers each octet, so that a test can see whether it lives on.
 */
final class WhoAmI implements AutoCloseable {
    private static final int MILLIS = 2_000;

    private final ServerSocket listener;
    private final DatagramSocket datagrams;
    private final List<Socket> connections = new ArrayList<>();

    private WhoAmI(ServerSocket listener, DatagramSocket datagrams) {
        this.listener = listener;
        this.datagrams = datagrams;
    }

    /** Serves in a namespace: TCP on every address of it, UDP on one, for its answers must come from there. */
    static WhoAmI in(FreshNamespace namespace, int port, IpAddress address) {
        WhoAmI service = namespace.call(
                () -> new WhoAmI(new ServerSocket(port, 50), new DatagramSocket(port, address.toInetAddress())));
        Thread.ofPlatform().daemon().name("who-am-i tcp").start(service::accept);
        Thread.ofPlatform().daemon().name("who-am-i udp").start(service::echo);
        return service;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listener.accept();
                synchronized (connections) {
                    connections.add(client);
                }
                Thread.ofPlatform().daemon().name("who-am-i client").start(() -> serve(client));
            }
        } catch (SocketException e) {
            // Closed: the test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void serve(Socket client) {
        try (client) {
            byte[] answer = words(client.getInetAddress());
            client.getOutputStream().write(answer);
            while (client.getInputStream().read() >= 0) {
                client.getOutputStream().write(answer);
            }
        } catch (IOException e) {
            // The client is gone.
        }
    }

    private void echo() {
        try {
            DatagramPacket question = new DatagramPacket(new byte[10], 10);
            while (true) {
                datagrams.receive(question);
                byte[] answer = words(question.getAddress());
                datagrams.send(new DatagramPacket(answer, answer.length, question.getSocketAddress()));
            }
        } catch (SocketException e) {
            // Closed: the test is over.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] words(InetAddress client) {
        return (IpAddress.of(client.getAddress()) + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** As whom a client in {@code from} is seen when it calls {@code address}, or why it got no answer. */
    static String calling(FreshNamespace from, IpAddress address, int port) {
        return from.call(() -> {
            try (Call call = new Call(address, port)) {
                return call.answer();
            } catch (IOException e) {
                return e.toString();
            }
        });
    }

    /** The same over UDP. */
    static String asking(FreshNamespace from, IpAddress address, int port) {
        return from.call(() -> {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.setSoTimeout(MILLIS);
                socket.connect(address.toInetAddress(), port);
                socket.send(new DatagramPacket(new byte[1], 1));
                DatagramPacket answer = new DatagramPacket(new byte[64], 64);
                socket.receive(answer);
                return new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII).strip();
            } catch (IOException e) {
                return e.toString();
            }
        });
    }

    /** A connection that stays. */
    static final class Call implements AutoCloseable {
        private final Socket socket = new Socket();

        /** Connects in the calling thread's namespace. */
        Call(IpAddress address, int port) throws IOException {
            socket.setSoTimeout(MILLIS);
            socket.connect(new InetSocketAddress(address.toInetAddress(), port), MILLIS);
        }

        String answer() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int octet = read(); octet != '\n'; octet = read()) {
                line.append((char) octet);
            }
            return line.toString();
        }

        private int read() throws IOException {
            int octet = socket.getInputStream().read();
            if (octet < 0) {
                throw new SocketException("closed by the other side");
            }
            return octet;
        }

        String again() throws IOException {
            socket.getOutputStream().write(0);
            return answer();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        datagrams.close();
        synchronized (connections) {
            for (Socket each : connections) {
                each.close();
            }
        }
    }
}
