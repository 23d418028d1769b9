package io.fairlead.linux.ipvs;

import io.fairlead.core.net.IpAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A connection that IPVS knows, or a template by which a persistent client's next ones go to the same destination.
 *
 * <pre>
 *   Pro FromIP   FPrt ToIP     TPrt DestIP   DPrt State       Expires PEName PEData
 *   TCP 0A090001 D2F0 0A020064 1F41 0A02000B 0050 ESTABLISHED     897
 * </pre>
 *
 * @param protocol the kernel's word: TCP, UDP, SCTP; IP for templates of firewall marks
 * @param virtualAddress that the client called; of a template for a firewall mark the mark
 * @param state the kernel's word: ESTABLISHED, TIME_WAIT, …
 * @param expiresSeconds until it is forgotten, if no packet comes
 */
public record Connection(
        String protocol,
        IpAddress client,
        int clientPort,
        IpAddress virtualAddress,
        int virtualPort,
        IpAddress destination,
        int destinationPort,
        String state,
        long expiresSeconds) {
    private static final int FIELDS = 9;

    /** No connection, but what a persistent client is remembered by. */
    public boolean isTemplate() {
        return clientPort == 0;
    }

    /** A line of {@code /proc/net/ip_vs_conn}; empty for the heading, and for what cannot be understood. */
    static Optional<Connection> parse(String line) {
        String[] fields = line.strip().split("\\s+", -1);
        if (fields.length < FIELDS || fields[1].equals("FromIP")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Connection(
                    fields[0],
                    address(fields[1]),
                    Integer.parseInt(fields[2], 16),
                    address(fields[3]),
                    Integer.parseInt(fields[4], 16),
                    address(fields[5]),
                    Integer.parseInt(fields[6], 16),
                    fields[7],
                    Long.parseLong(fields[8])));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** All that {@code lines} have. */
    static List<Connection> parse(List<String> lines) {
        return lines.stream().flatMap(line -> parse(line).stream()).toList();
    }

    private static IpAddress address(String text) {
        return text.indexOf(':') < 0 ? IpAddress.of(HexFormat.of().parseHex(text)) : IpAddress.parse(text);
    }
}
