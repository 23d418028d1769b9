package io.fairlead.core.vrrp;

import io.fairlead.core.net.IpAddress;
import java.util.Arrays;
import java.util.Optional;

/** A packet of IP protocol 112 as it came in: what {@link Reception} judges. */
public final class ReceivedPacket {
    private static final int IPV4_HEADER = 20;

    private final IpAddress source;
    private final IpAddress destination;
    private final int hopLimit;
    private final byte[] message;

    private ReceivedPacket(IpAddress source, IpAddress destination, int hopLimit, byte[] message) {
        this.source = source;
        this.destination = destination;
        this.hopLimit = hopLimit;
        this.message = message;
    }

    /**
     * What an IPv6 raw socket gives: the message without a header, the rest from recvmsg's address and control data.
     *
     * @param hopLimit 0–255
     * @param message is not copied
     */
    public static ReceivedPacket of(IpAddress source, IpAddress destination, int hopLimit, byte[] message) {
        if (source.family() != destination.family()) {
            throw new IllegalArgumentException(source + " and " + destination + " are of two families");
        }
        return new ReceivedPacket(source, destination, hopLimit, message);
    }

    /**
     * What an IPv4 raw or packet socket gives: the datagram with its header (RFC 791 section 3.1). Header length,
     * options included, and total length are honoured, so padding of a short Ethernet frame falls off (V08).
     *
     * @param length how much of {@code datagram} is filled
     * @return empty if there is no whole header
     */
    public static Optional<ReceivedPacket> ofIpv4(byte[] datagram, int length) {
        if (length < IPV4_HEADER || (datagram[0] & 0xf0) != 0x40) {
            return Optional.empty();
        }
        int header = (datagram[0] & 0xf) * 4;
        int total = (datagram[2] & 0xff) << 8 | (datagram[3] & 0xff);
        if (header < IPV4_HEADER || total < header || total > length) {
            return Optional.empty();
        }
        return Optional.of(new ReceivedPacket(
                IpAddress.of(Arrays.copyOfRange(datagram, 12, 16)),
                IpAddress.of(Arrays.copyOfRange(datagram, 16, 20)),
                datagram[8] & 0xff,
                Arrays.copyOfRange(datagram, header, total)));
    }

    public IpAddress source() {
        return source;
    }

    public IpAddress destination() {
        return destination;
    }

    /** TTL in IPv4. */
    public int hopLimit() {
        return hopLimit;
    }

    AdvertisementPacket advertisement() {
        return new AdvertisementPacket(message, source.family());
    }
}
