package io.fairlead.core.vrrp;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * ARP for IPv4 over Ethernet, RFC 826, with its Ethernet header:
 *
 * <pre>
 * | destination 6 | source 6 | 0806 |                                  Ethernet
 * | 0001 | 0800 | 6 | 4 | operation 2 |                               ARP
 * | sender MAC 6 | sender IP 4 | target MAC 6 | target IP 4 |
 * </pre>
 *
 * @param operation 1 request, 2 reply
 */
public record ArpPacket(
        int operation, MacAddress senderMac, IpAddress senderIp, MacAddress targetMac, IpAddress targetIp) {
    /** ETH_P_ARP of linux/if_ether.h. */
    public static final int ETHER_TYPE = 0x0806;

    private static final int REQUEST = 1;
    private static final int FRAME_LENGTH = 42;
    private static final int HARDWARE_ETHERNET = 1;
    private static final int PROTOCOL_IPV4 = 0x0800;
    private static final int LENGTHS = 0x0604;
    private static final MacAddress NO_MAC = MacAddress.of(new byte[6]);
    private static final IpAddress NO_IP = IpAddress.of(new byte[4]);

    public ArpPacket {
        if (senderIp.family() != AddressFamily.IPV4 || targetIp.family() != AddressFamily.IPV4) {
            throw new IllegalArgumentException("ARP is for IPv4, not for " + senderIp + " and " + targetIp);
        }
    }

    /**
     * Gratuitous ARP: a request whose sender and target protocol address are the virtual one (V27), as RFC 5227's
     * announcement. Linux' neighbours believe this form at once, even if they changed the entry within the last second.
     */
    public static ArpPacket announcement(MacAddress mac, IpAddress address) {
        return new ArpPacket(REQUEST, mac, address, NO_MAC, address);
    }

    /** RFC 5227 section 2.1.1: who has {@code address}? Asks without claiming it. */
    public static ArpPacket probe(MacAddress mac, IpAddress address) {
        return new ArpPacket(REQUEST, mac, NO_IP, NO_MAC, address);
    }

    /** The packet in a frame of which {@code length} octets are filled; empty for anything else. Never throws. */
    public static Optional<ArpPacket> parse(byte[] frame, int length) {
        if (length < FRAME_LENGTH) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(frame, 12, FRAME_LENGTH - 12);
        boolean isArp = unsigned(in) == ETHER_TYPE
                && unsigned(in) == HARDWARE_ETHERNET
                && unsigned(in) == PROTOCOL_IPV4
                && unsigned(in) == LENGTHS;
        return isArp ? Optional.of(new ArpPacket(unsigned(in), mac(in), ip(in), mac(in), ip(in))) : Optional.empty();
    }

    /** The broadcast frame, 42 octets. */
    public byte[] encode() {
        return ByteBuffer.allocate(FRAME_LENGTH)
                .put(MacAddress.BROADCAST.octets())
                .put(senderMac.octets())
                .putShort((short) ETHER_TYPE)
                .putShort((short) HARDWARE_ETHERNET)
                .putShort((short) PROTOCOL_IPV4)
                .putShort((short) LENGTHS)
                .putShort((short) operation)
                .put(senderMac.octets())
                .put(senderIp.octets())
                .put(targetMac.octets())
                .put(targetIp.octets())
                .array();
    }

    /** Whether the sender says, by asking or answering, that {@code address} is its own; a probe does not. */
    public boolean claims(IpAddress address) {
        return senderIp.equals(address);
    }

    private static int unsigned(ByteBuffer in) {
        return in.getShort() & 0xffff;
    }

    private static MacAddress mac(ByteBuffer in) {
        byte[] octets = new byte[6];
        in.get(octets);
        return MacAddress.of(octets);
    }

    private static IpAddress ip(ByteBuffer in) {
        byte[] octets = new byte[4];
        in.get(octets);
        return IpAddress.of(octets);
    }
}
