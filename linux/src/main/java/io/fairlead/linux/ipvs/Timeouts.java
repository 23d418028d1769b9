package io.fairlead.linux.ipvs;

/**
 * How long IPVS remembers idle connections, in seconds; when written, 0 leaves the present value.
 *
 * @param tcpFinSeconds after a FIN was seen
 */
public record Timeouts(int tcpSeconds, int tcpFinSeconds, int udpSeconds) {
    /** When written, nothing changes. */
    public static final Timeouts AS_THEY_ARE = new Timeouts(0, 0, 0);

    public Timeouts {
        if (tcpSeconds < 0 || tcpFinSeconds < 0 || udpSeconds < 0) {
            throw new IllegalArgumentException("a timeout cannot be below 0 s");
        }
    }
}
