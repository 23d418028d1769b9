package io.fairlead.tests.engine;

import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.stack.OneHost;
import io.fairlead.linux.ffi.BpfInstruction;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.linux.packet.FrameSocket;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.rtnetlink.InterfaceAddress;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The VRRP advertisements on the stack's bridge from now on, as the engine's host sees them. One thread. */
final class BridgeAdverts implements AutoCloseable {
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERNET_HEADER = 14;
    private static final int PROTOCOL = ETHERNET_HEADER + 9;
    private static final int SOURCE = ETHERNET_HEADER + 12;
    private static final int VRRP = 112;
    /**
     * Load an octet at an absolute offset, jump if equal, return (include/uapi/linux/bpf_common.h): the clients' packets would fill
     * the socket's buffer before anybody reads.
     */
    private static final List<BpfInstruction> ONLY_VRRP = List.of(
            BpfInstruction.statement(0x30, PROTOCOL),
            new BpfInstruction(0x15, 0, 1, VRRP),
            BpfInstruction.statement(0x06, 0x40000),
            BpfInstruction.statement(0x06, 0));

    private final FrameSocket socket;

    private BridgeAdverts(FrameSocket socket) {
        this.socket = socket;
    }

    static BridgeAdverts on(Engine engine) throws Exception {
        Path file = Path.of("/var/run/netns", engine.namespace().orElseThrow());
        try (NetworkNamespace namespace = NetworkNamespace.ofPath(file)) {
            return new BridgeAdverts(namespace.call(() -> FrameSocket.open(bridge(), ETHERTYPE_IPV4, ONLY_VRRP)));
        }
    }

    /** Of this thread's namespace, the interface with the network's gateway on it. */
    private static NetworkInterface bridge() {
        try (RouteSocket routes = RouteSocket.open()) {
            InterfaceAddress gateway =
                    routes.subnetsHolding(IpAddress.parse(OneHost.VIP)).getFirst();
            Link link = routes.linkByIndex(gateway.ifindex()).orElseThrow();
            return new NetworkInterface(link.name(), link.index(), link.mac().orElseThrow());
        }
    }

    /** Who has sent one since the last call, an entry for each. */
    List<IpAddress> senders() {
        List<IpAddress> senders = new ArrayList<>();
        for (Optional<byte[]> frame = socket.receive(); frame.isPresent(); frame = socket.receive()) {
            byte[] octets = frame.get();
            if (octets.length > SOURCE + 4 && octets[PROTOCOL] == VRRP) {
                senders.add(IpAddress.of(Arrays.copyOfRange(octets, SOURCE, SOURCE + 4)));
            }
        }
        return senders;
    }

    @Override
    public void close() {
        socket.close();
    }
}
