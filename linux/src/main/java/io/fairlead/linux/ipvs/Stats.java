package io.fairlead.linux.ipvs;

/**
 * Counters of a service or a destination, unsigned, since it was made or zeroed; rates are the kernel's estimates over some
 * seconds.
 *
 * @param connections scheduled
 * @param connectionsPerSecond rate, as are the following
 */
public record Stats(
        long connections,
        long inPackets,
        long outPackets,
        long inBytes,
        long outBytes,
        long connectionsPerSecond,
        long inPacketsPerSecond,
        long outPacketsPerSecond,
        long inBytesPerSecond,
        long outBytesPerSecond) {
    public static final Stats ZERO = new Stats(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
