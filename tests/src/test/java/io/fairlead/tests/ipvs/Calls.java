package io.fairlead.tests.ipvs;

import io.fairlead.core.net.IpAddress;
import io.fairlead.tests.kernel.FreshNamespace;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Connections of a client, held open until they are closed together. */
public final class Calls implements AutoCloseable {
    private static final int MILLIS = 1_500;

    private final FreshNamespace client;
    private final List<Held> held = new ArrayList<>();

    public Calls(FreshNamespace client) {
        this.client = client;
    }

    /** An open connection. */
    public record Held(Socket socket, String server, String seenAs) {
        /** The server's name, told anew over the same connection. */
        public String again() throws IOException {
            socket.getOutputStream().write(0);
            return line(socket).split(" ", -1)[0];
        }
    }

    /** The name of the server that answers {@code from} at {@code to}, or why none does. */
    String call(String from, IpAddress to, int port) {
        try {
            return hold(from, to, port).server();
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** The servers that answer {@code count} connections, in order. */
    List<String> call(int count, String from, IpAddress to, int port) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(call(from, to, port));
        }
        return names;
    }

    /** Connects and keeps the connection. */
    public Held hold(String from, IpAddress to, int port) throws IOException {
        Object outcome = client.call(() -> {
            try {
                return connect(from, to, port);
            } catch (IOException e) {
                return e;
            }
        });
        return switch (outcome) {
            case Held connected -> {
                held.add(connected);
                yield connected;
            }
            case IOException e -> throw e;
            default -> throw new AssertionError(outcome);
        };
    }

    private static Held connect(String from, IpAddress to, int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setSoTimeout(MILLIS);
            socket.bind(new InetSocketAddress(IpAddress.parse(from).toInetAddress(), 0));
            socket.connect(new InetSocketAddress(to.toInetAddress(), port), MILLIS);
            String[] words = line(socket).split(" ", -1);
            return new Held(socket, words[0], words[1]);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static String line(Socket socket) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = read(socket); octet != '\n'; octet = read(socket)) {
            line.append((char) octet);
        }
        return line.toString();
    }

    private static int read(Socket socket) throws IOException {
        int octet = socket.getInputStream().read();
        if (octet < 0) {
            throw new SocketException("closed by the other side");
        }
        return octet;
    }

    /** The names that {@code count} datagrams of one socket bring, whatever address the answers come from. */
    List<String> ask(int count, String from, IpAddress to, int port) {
        return client.call(() -> {
            List<String> names = new ArrayList<>();
            try (DatagramSocket socket = new DatagramSocket(
                    new InetSocketAddress(IpAddress.parse(from).toInetAddress(), 0))) {
                socket.setSoTimeout(MILLIS);
                InetSocketAddress there = new InetSocketAddress(to.toInetAddress(), port);
                for (int i = 0; i < count; i++) {
                    socket.send(new DatagramPacket(new byte[1], 1, there));
                    DatagramPacket answer = new DatagramPacket(new byte[64], 64);
                    socket.receive(answer);
                    names.add(new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII));
                }
            }
            return names;
        });
    }

    /** How many of the open connections each server has. */
    Map<String, Long> perServer() {
        return count(held.stream().map(Held::server).toList());
    }

    static Map<String, Long> count(List<String> names) {
        return names.stream().collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    }

    public List<Held> held() {
        return List.copyOf(held);
    }

    /** Closes those of one server. */
    void closeAt(String server) throws IOException {
        for (Held each :
                held.stream().filter(one -> one.server().equals(server)).toList()) {
            each.socket().close();
            held.remove(each);
        }
    }

    @Override
    public void close() throws IOException {
        for (Held each : held) {
            each.socket().close();
        }
        held.clear();
    }
}
