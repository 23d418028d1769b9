package io.fairlead.tests.kernel;

import io.fairlead.linux.ffi.BpfInstruction;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.packet.FrameSocket;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What a host's eth0 sees of one EtherType, from now on; multicast and broadcast of the others included. One thread. */
public final class Capture implements AutoCloseable {
    private static final List<BpfInstruction> EVERYTHING = List.of(BpfInstruction.statement(0x06, 0x40000));

    private final FrameSocket socket;
    private final List<Frame> frames = new ArrayList<>();

    private Capture(FrameSocket socket) {
        this.socket = socket;
    }

    public static Capture on(Switch.Host host, int etherType) {
        try (NetworkNamespace namespace = host.open()) {
            return new Capture(namespace.call(() -> FrameSocket.open(networkInterface(), etherType, EVERYTHING)));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** eth0 of this thread's namespace. */
    public static NetworkInterface networkInterface() {
        try (RouteSocket routes = RouteSocket.open()) {
            Link link = routes.linkByName("eth0").orElseThrow();
            return new NetworkInterface("eth0", link.index(), link.mac().orElseThrow());
        }
    }

    /** All frames so far. */
    public List<Frame> frames() {
        for (Optional<byte[]> frame = socket.receive(); frame.isPresent(); frame = socket.receive()) {
            frames.add(new Frame(frame.get()));
        }
        return frames;
    }

    public List<Frame> frames(Predicate<Frame> which) {
        return frames().stream().filter(which).toList();
    }

    /** Forgets what there was. */
    public void clear() {
        frames();
        frames.clear();
    }

    @Override
    public void close() {
        socket.close();
    }

    /** An Ethernet frame with an IPv4, IPv6 or ARP packet in it. */
    public static final class Frame {
        private static final int ETHERNET = 14;
        private final byte[] octets;

        private Frame(byte[] octets) {
            this.octets = octets;
        }

        public byte[] octets() {
            return octets.clone();
        }

        public int octet(int index) {
            return octets[index] & 0xff;
        }

        /** An octet of what follows the Ethernet header. */
        public int packet(int index) {
            return octet(ETHERNET + index);
        }

        /** {@code count} octets of what follows the Ethernet header. */
        public byte[] packet(int index, int count) {
            byte[] part = new byte[count];
            System.arraycopy(octets, ETHERNET + index, part, 0, count);
            return part;
        }

        public boolean isVrrpIpv4() {
            return octets.length > ETHERNET + 20 && packet(0) >> 4 == 4 && packet(9) == 112;
        }

        public boolean isVrrpIpv6() {
            return octets.length > ETHERNET + 40 && packet(0) >> 4 == 6 && packet(6) == 112;
        }

        @Override
        public String toString() {
            return HexFormat.of().formatHex(octets);
        }
    }
}
