package io.fairlead.sidecar.haproxy;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The TCP listeners of this network namespace, from /proc/net/tcp and tcp6 (Documentation/networking/proc_net_tcp). */
final class ListenerTable {
    /** TCP_LISTEN of include/net/tcp_states.h. */
    private static final String LISTEN = "0A";

    private ListenerTable() {}

    /** A listening address; a wildcard is all zeros. */
    record Listener(IpAddress address, int port) {
        @Override
        public String toString() {
            return (address.family() == AddressFamily.IPV6 ? "[" + address + "]" : address) + ":" + port;
        }
    }

    /** Of both families; a table that is not there, as tcp6 on a kernel without IPv6, counts as empty. */
    static List<Listener> read(Path folder) throws IOException {
        List<Listener> listeners = new ArrayList<>();
        for (String table : List.of("tcp", "tcp6")) {
            Path file = folder.resolve(table);
            if (Files.exists(file)) {
                try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
                    readInto(listeners, lines);
                }
            }
        }
        return listeners;
    }

    /** Listeners come first in the table; behind them may be a hundred thousand connections. */
    private static void readInto(List<Listener> listeners, BufferedReader lines) throws IOException {
        lines.readLine();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            Optional<Listener> listener = parse(line);
            if (listener.isEmpty()) {
                return;
            }
            listeners.add(listener.get());
        }
    }

    /** {@code   0: 0100007F:20DA 00000000:0000 0A …}; empty for any other state than LISTEN. */
    static Optional<Listener> parse(String line) {
        int begin = line.indexOf(": ") + 2;
        int colon = line.indexOf(':', begin);
        int other = line.indexOf(' ', begin) + 1;
        int state = line.indexOf(' ', other) + 1;
        if (begin < 2 || colon < 0 || other == 0 || state == 0 || !line.startsWith(LISTEN + " ", state)) {
            return Optional.empty();
        }
        return Optional.of(
                new Listener(address(line.substring(begin, colon)), Integer.parseInt(line, colon + 1, other - 1, 16)));
    }

    /** Each group of 32 bits is printed as a number of the machine, and ours are little-endian. */
    private static IpAddress address(String hex) {
        byte[] octets = new byte[hex.length() / 2];
        for (int i = 0; i < octets.length; i++) {
            int mirrored = (i & ~3) + 3 - (i & 3);
            octets[i] = (byte) Integer.parseInt(hex, 2 * mirrored, 2 * mirrored + 2, 16);
        }
        return IpAddress.of(octets);
    }
}
