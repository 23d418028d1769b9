package io.fairlead.agent.observe;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.Overheard;
import io.fairlead.linux.ffi.KernelException;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.packet.VrrpSocket;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Sockets that hear the members' advertisements on the host's bridges. Owned by the loop's thread. */
public final class BridgeListeners {
    /** In one go, so that a flood on one bridge does not keep the loop from everything else. */
    private static final int MOST_PACKETS = 256;

    private final Poller poller;
    private final Consumer<Overheard> hearer;
    private final Map<Bridge, Listener> listeners = new HashMap<>();
    private final Map<Bridge, String> deaf = new HashMap<>();

    /**
     * Where to listen.
     *
     * @param vip only its family matters, and its text for messages
     */
    public record Bridge(String interfaceName, IpAddress vip) {}

    private record Listener(int index, VrrpSocket socket) {}

    public BridgeListeners(Poller poller, Consumer<Overheard> hearer) {
        this.poller = poller;
        this.hearer = hearer;
    }

    /** Listens on exactly these, also when one was made anew under its name; cheap, to be called now and then. */
    public void bring(Set<Bridge> desired) {
        deaf.keySet().retainAll(desired);
        try (RouteSocket routes = RouteSocket.open()) {
            for (Bridge bridge : List.copyOf(listeners.keySet())) {
                Optional<NetworkInterface> now = find(routes, bridge);
                boolean same = now.filter(
                                face -> face.index() == listeners.get(bridge).index())
                        .isPresent();
                if (!desired.contains(bridge) || !same) {
                    close(listeners.remove(bridge));
                }
            }
            desired.stream()
                    .filter(bridge -> !listeners.containsKey(bridge))
                    .forEach(bridge -> find(routes, bridge)
                            .ifPresentOrElse(
                                    face -> open(bridge, face),
                                    () -> deaf.put(bridge, "this host has no interface " + bridge.interfaceName())));
        }
    }

    private static Optional<NetworkInterface> find(RouteSocket routes, Bridge bridge) {
        return routes.linkByName(bridge.interfaceName())
                .flatMap(link -> link.mac().map(mac -> new NetworkInterface(link.name(), link.index(), mac)));
    }

    private void open(Bridge bridge, NetworkInterface face) {
        try {
            VrrpSocket socket = VrrpSocket.open(face, bridge.vip(), true);
            poller.add(socket.fd(), () -> hear(socket));
            listeners.put(bridge, new Listener(face.index(), socket));
            deaf.remove(bridge);
        } catch (KernelException e) {
            deaf.put(bridge, e.getMessage());
        }
    }

    private void hear(VrrpSocket socket) {
        for (int count = 0; count < MOST_PACKETS; count++) {
            if (!socket.overhear(hearer)) {
                return;
            }
        }
    }

    /** Why nothing can be heard of {@code vip}, if so. */
    public Optional<String> deafness(IpAddress vip) {
        return deaf.entrySet().stream()
                .filter(entry -> entry.getKey().vip().equals(vip))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private void close(Listener listener) {
        poller.remove(listener.socket().fd());
        listener.socket().close();
    }

    /** Ends all. */
    public void closeAll() {
        listeners.values().forEach(this::close);
        listeners.clear();
    }
}
