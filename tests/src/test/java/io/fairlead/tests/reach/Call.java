package io.fairlead.tests.reach;

import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.namespace.NetworkNamespace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One call of a LAN VIP: over TCP with HTTP's question, which {@link Responder} does not mind, or by a datagram.
 *
 * @param family as in {@code IPv4}
 */
public record Call(Protocol protocol, String family, IpAddress address, int port) {
    private static final int MILLIS = 1_500;
    private static final byte[] QUESTION = "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** How it is made. */
    public enum Protocol {
        TCP,
        UDP
    }

    /** Of an address whose family speaks for itself. */
    public static Call of(Protocol protocol, IpAddress address, int port) {
        return new Call(protocol, address.octets().length == 4 ? "IPv4" : "IPv6", address, port);
    }

    /** As in {@code TCP over IPv6}. */
    public String words() {
        return protocol + " over " + family;
    }

    /** As whom the service sees a client in this network; empty: no answer. */
    public Optional<IpAddress> from(NetworkNamespace network) throws Exception {
        return network.call(() -> {
            try {
                return protocol == Protocol.TCP ? connect() : ask();
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    private Optional<IpAddress> connect() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(MILLIS);
            socket.connect(new InetSocketAddress(address.toInetAddress(), port), MILLIS);
            socket.getOutputStream().write(QUESTION);
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String last = "";
            for (String line = answer.readLine(); line != null; line = answer.readLine()) {
                last = line;
            }
            return IpAddress.tryParse(last.strip());
        }
    }

    private Optional<IpAddress> ask() throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.setSoTimeout(MILLIS);
            socket.connect(address.toInetAddress(), port);
            socket.send(new DatagramPacket(new byte[1], 1));
            DatagramPacket answer = new DatagramPacket(new byte[64], 64);
            socket.receive(answer);
            return IpAddress.tryParse(
                    new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII).strip());
        }
    }
}
