package io.fairlead.lab.fault;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import io.fairlead.core.vrrp.AddressAnnouncement;
import io.fairlead.linux.packet.FrameSocket;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * A program for a container that is no member: claims a VIP with everything that Docker's default capabilities let it send, again
 * and again until it is killed. Its argument is the VIP.
 */
public final class Usurper {
    private static final String INTERFACE = "eth0";
    private static final Duration EVERY = Duration.ofMillis(20);
    /** A port is nobody's for up to half a second after its container has begun; longer while the host is busy. */
    private static final Duration UNKNOWN = Duration.ofSeconds(3);

    private static final int ETHERNET = 14;
    private static final int IPV4 = 20;
    private static final int VRRP = 12;
    /** 100 ms, as the members have it. */
    private static final short INTERVAL_CENTIS = 10;

    private Usurper() {}

    public static void main(String[] arguments) throws InterruptedException {
        IpAddress vip = IpAddress.parse(arguments[0]);
        try (RouteSocket routes = RouteSocket.open()) {
            Link link = routes.linkByName(INTERFACE).orElseThrow();
            MacAddress mac = link.mac().orElseThrow();
            IpAddress own = routes.addresses(link.index()).stream()
                    .map(InterfaceAddress::address)
                    .filter(address -> address.family() == vip.family())
                    .findFirst()
                    .orElseThrow();
            List<byte[]> frames = List.of(
                    advertisement(mac, own, vip, 255),
                    advertisement(mac, own, vip, 0),
                    AddressAnnouncement.announce(mac, vip));
            try (FrameSocket socket =
                    FrameSocket.forClaims(new NetworkInterface(INTERFACE, link.index(), mac), List.of(vip))) {
                Thread.sleep(UNKNOWN);
                while (true) {
                    frames.forEach(socket::send);
                    Thread.sleep(EVERY);
                }
            }
        }
    }

    /** VRRPv3 over IPv4 to all routers, for the virtual router that members derive from the address. */
    static byte[] advertisement(MacAddress mac, IpAddress own, IpAddress vip, int priority) {
        ByteBuffer frame = ByteBuffer.allocate(ETHERNET + IPV4 + VRRP)
                .put(MacAddress.parse("01:00:5e:00:00:12").octets())
                .put(mac.octets())
                .putShort((short) 0x0800)
                .put(new byte[] {0x45, 0, 0, IPV4 + VRRP, 0, 0, 0, 0, (byte) 255, 112, 0, 0})
                .put(own.octets())
                .put(new byte[] {(byte) 224, 0, 0, 18})
                .put(new byte[] {0x31, vip.octets()[3], (byte) priority, 1})
                .putShort(INTERVAL_CENTIS)
                .putShort((short) 0)
                .put(vip.octets());
        frame.putShort(ETHERNET + 10, checksum(frame, ETHERNET, ETHERNET + IPV4, 0));
        // The pseudo-header: both addresses, protocol, length (RFC 9568 section 5.2.8).
        int pseudo = sum(frame, ETHERNET + 12, ETHERNET + IPV4) + 112 + VRRP;
        frame.putShort(ETHERNET + IPV4 + 6, checksum(frame, ETHERNET + IPV4, frame.capacity(), pseudo));
        return frame.array();
    }

    private static short checksum(ByteBuffer frame, int from, int to, int more) {
        int sum = sum(frame, from, to) + more;
        return (short) ~((sum & 0xffff) + (sum >> 16));
    }

    private static int sum(ByteBuffer frame, int from, int to) {
        int sum = 0;
        for (int at = from; at < to; at += 2) {
            sum += frame.getShort(at) & 0xffff;
        }
        return sum;
    }
}
