package io.fairlead.core.vrrp;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/**
 * The frames of RFC 4861 that a virtual router needs: what gratuitous ARP and ARP probe are for IPv4.
 *
 * <pre>
 * | destination 6 | source 6 | 86dd |                                                    Ethernet
 * | 6, class, flow 4 | payload length 2 | 58 | hop limit 255 | source 16 | target 16 |   IPv6
 * | type 1 | code 0 | checksum 2 | R S O flags 4 | target address 16 |                   ICMPv6
 * | option: type 1, length 1 (× 8), MAC 6 |                        2: target's MAC (advertisement)
 * </pre>
 */
public final class NeighbourDiscovery {
    /** ETH_P_IPV6 of linux/if_ether.h. */
    public static final int ETHER_TYPE = 0x86dd;

    private static final int ETHERNET = 14;
    private static final int IPV6 = 40;
    private static final int ICMPV6 = 58;
    private static final int SOLICITATION = 135;
    private static final int ADVERTISEMENT = 136;
    private static final int MESSAGE = 24;
    private static final int OPTION = 8;
    private static final int CHECKSUM_AT = ETHERNET + IPV6 + 2;
    private static final int TARGET_AT = ETHERNET + IPV6 + 8;
    private static final int TARGET_LINK_LAYER_ADDRESS = 2;

    /** R = 1: a router; S = 0: unasked; O = 1: replace what is cached (V27). */
    private static final int ROUTER_AND_OVERRIDE = 0xa000_0000;

    private static final IpAddress ALL_NODES = IpAddress.parse("ff02::1");
    private static final IpAddress UNSPECIFIED = IpAddress.parse("::");

    private NeighbourDiscovery() {}

    /** Unsolicited Neighbour Advertisement to all nodes: {@code address} is at {@code mac}. */
    public static byte[] unsolicitedAdvertisement(MacAddress mac, IpAddress address) {
        byte[] message = ByteBuffer.allocate(MESSAGE + OPTION)
                .put((byte) ADVERTISEMENT)
                .put((byte) 0)
                .putShort((short) 0)
                .putInt(ROUTER_AND_OVERRIDE)
                .put(address.octets())
                .put((byte) TARGET_LINK_LAYER_ADDRESS)
                .put((byte) 1)
                .put(mac.octets())
                .array();
        return frame(mac, address, ALL_NODES, message);
    }

    /** Duplicate detection's solicitation, RFC 4862 section 5.4.2: who has {@code address}? Asks without claiming it. */
    public static byte[] probe(MacAddress mac, IpAddress address) {
        byte[] message = ByteBuffer.allocate(MESSAGE)
                .put((byte) SOLICITATION)
                .put((byte) 0)
                .putShort((short) 0)
                .putInt(0)
                .put(address.octets())
                .array();
        return frame(mac, UNSPECIFIED, solicitedNode(address), message);
    }

    /** The address that a Neighbour Advertisement in a frame is about; empty for anything else. Never throws. */
    public static Optional<IpAddress> advertisedAddress(byte[] frame, int length) {
        boolean isAdvertisement = length >= ETHERNET + IPV6 + MESSAGE
                && (frame[12] & 0xff) == 0x86
                && (frame[13] & 0xff) == 0xdd
                && (frame[ETHERNET + 6] & 0xff) == ICMPV6
                && (frame[ETHERNET + 7] & 0xff) == 255
                && (frame[ETHERNET + IPV6] & 0xff) == ADVERTISEMENT;
        return isAdvertisement
                ? Optional.of(IpAddress.of(Arrays.copyOfRange(frame, TARGET_AT, TARGET_AT + 16)))
                : Optional.empty();
    }

    private static byte[] frame(MacAddress mac, IpAddress source, IpAddress destination, byte[] message) {
        int checksum = new InternetChecksum()
                .add(message, 0, message.length)
                .addPseudoHeader(source, destination, ICMPV6, message.length)
                .value();
        byte[] group = destination.octets();
        return ByteBuffer.allocate(ETHERNET + IPV6 + message.length)
                .put(new byte[] {0x33, 0x33, group[12], group[13], group[14], group[15]})
                .put(mac.octets())
                .putShort((short) ETHER_TYPE)
                .putInt(0x6000_0000)
                .putShort((short) message.length)
                .put((byte) ICMPV6)
                .put((byte) 255)
                .put(source.octets())
                .put(group)
                .put(message)
                .putShort(CHECKSUM_AT, (short) checksum)
                .array();
    }

    /** ff02::1:ffXX:XXXX, RFC 4291 section 2.7.1. */
    private static IpAddress solicitedNode(IpAddress address) {
        byte[] octets = IpAddress.parse("ff02::1:ff00:0").octets();
        System.arraycopy(address.octets(), 13, octets, 13, 3);
        return IpAddress.of(octets);
    }
}
