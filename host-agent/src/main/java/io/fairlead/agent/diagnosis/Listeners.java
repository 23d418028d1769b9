package io.fairlead.agent.diagnosis;

import io.fairlead.core.diagnosis.NetworkFacts.Listener;
import io.fairlead.core.net.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The listening TCP sockets of the calling thread's network namespace, from /proc/net/tcp and tcp6. */
final class Listeners {
    private static final String LISTEN = "0A";
    private static final int WORD = 4;
    private static final int IPV4_IN_IPV6 = 12;

    private Listeners() {}

    static List<Listener> read() {
        List<Listener> listeners = new ArrayList<>();
        for (String file : List.of("tcp", "tcp6")) {
            try {
                Files.readAllLines(Path.of("/proc/thread-self/net", file))
                        .forEach(line -> parse(line).ifPresent(listeners::add));
            } catch (IOException e) {
                // A kernel without IPv6 has no tcp6.
            }
        }
        return listeners;
    }

    /** Of a line {@code sl: local remote state …}; empty for other states and for the heading. */
    static Optional<Listener> parse(String line) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length < 4 || !fields[3].equals(LISTEN)) {
            return Optional.empty();
        }
        String[] local = fields[1].split(":", -1);
        return Optional.of(new Listener(address(local[0]), Integer.parseInt(local[1], 16)));
    }

    /** The kernel prints whole words in this machine's own order, which on x86 is the wrong way round. */
    private static IpAddress address(String hex) {
        byte[] printed = HexFormat.of().parseHex(hex);
        byte[] octets = new byte[printed.length];
        for (int at = 0; at < printed.length; at++) {
            octets[at] = printed[at / WORD * WORD + WORD - 1 - at % WORD];
        }
        if (octets.length > WORD && isMapped(octets)) {
            byte[] mapped = new byte[WORD];
            System.arraycopy(octets, IPV4_IN_IPV6, mapped, 0, WORD);
            return IpAddress.of(mapped);
        }
        return IpAddress.of(octets);
    }

    private static boolean isMapped(byte[] octets) {
        return HexFormat.of().formatHex(octets, 0, IPV4_IN_IPV6).equals("00000000000000000000ffff");
    }
}
