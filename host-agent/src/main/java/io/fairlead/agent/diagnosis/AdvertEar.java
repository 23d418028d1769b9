package io.fairlead.agent.diagnosis;

import io.fairlead.core.diagnosis.ProbeFacts.Heard;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.packet.VrrpSocket;
import io.fairlead.linux.poll.Poller;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Listens for a while to the virtual routers on one interface of the calling thread's network namespace. */
record AdvertEar(String interfaceName, AddressFamily family) {
    List<Heard> listen(Duration patience) {
        Set<Heard> heard = new LinkedHashSet<>();
        Optional<NetworkInterface> face;
        try (RouteSocket routes = RouteSocket.open()) {
            face = routes.linkByName(interfaceName)
                    .flatMap(link -> link.mac().map(mac -> new NetworkInterface(link.name(), link.index(), mac)));
        }
        if (face.isEmpty()) {
            return List.of();
        }
        long deadline = System.nanoTime() + patience.toNanos();
        try (Poller poller = Poller.open();
                VrrpSocket socket = VrrpSocket.open(face.get(), anyAddress(), true)) {
            poller.add(socket.fd(), () -> hear(socket, heard));
            while (System.nanoTime() < deadline) {
                poller.poll(deadline);
            }
        }
        return List.copyOf(heard);
    }

    private void hear(VrrpSocket socket, Set<Heard> heard) {
        socket.overhear(advert -> heard.add(new Heard(
                interfaceName,
                advert.advertisement().virtualRouterId(),
                advert.source(),
                advert.advertisement().addresses())));
    }

    /** Nothing is sent, so that only the family of it counts. */
    private IpAddress anyAddress() {
        return IpAddress.of(new byte[family.octets()]);
    }
}
