package io.fairlead.agent.diagnosis;

import io.fairlead.core.diagnosis.ProbeFacts.Answer;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.MacAddress;
import io.fairlead.core.vrrp.ArpPacket;
import io.fairlead.linux.packet.FrameSocket;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.RouteSocket;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks who has an address, as any neighbour would, and hears all who answer. */
final class ArpProbe {
    private static final int QUESTIONS = 3;
    private static final int REQUEST = 1;
    private static final MacAddress NOBODY = MacAddress.of(new byte[6]);

    private ArpProbe() {}

    /** From an interface of the calling thread's network namespace; nobody asks if it has no Ethernet address. */
    static List<Answer> ask(String face, IpAddress address, Duration patience) throws InterruptedException {
        Optional<ArpPacket> question;
        Optional<NetworkInterface> found;
        try (RouteSocket routes = RouteSocket.open()) {
            Optional<Link> link = routes.linkByName(face);
            found = link.flatMap(each -> each.mac().map(mac -> new NetworkInterface(each.name(), each.index(), mac)));
            question = found.map(from -> question(routes, from, address));
        }
        if (found.isEmpty()) {
            return List.of();
        }
        Set<MacAddress> answered = new LinkedHashSet<>();
        try (FrameSocket socket = FrameSocket.forClaims(found.get(), List.of(address))) {
            for (int count = 0; count < QUESTIONS; count++) {
                socket.send(question.get().encode());
                Thread.sleep(patience.dividedBy(QUESTIONS));
                hear(socket, answered);
            }
        }
        return answered.stream().map(mac -> new Answer(face, address, mac)).toList();
    }

    /** In the name of the interface's own address, for there are settings by which only neighbours are answered. */
    private static ArpPacket question(RouteSocket routes, NetworkInterface from, IpAddress address) {
        return routes.addresses(from.index()).stream()
                .map(each -> each.prefix())
                .filter(prefix -> prefix.address().family() == AddressFamily.IPV4 && prefix.length() < 32)
                .filter(prefix -> !prefix.address().equals(address))
                .findFirst()
                .map(prefix -> new ArpPacket(REQUEST, from.mac(), prefix.address(), NOBODY, address))
                .orElseGet(() -> ArpPacket.probe(from.mac(), address));
    }

    private static void hear(FrameSocket socket, Set<MacAddress> answered) {
        for (Optional<byte[]> frame = socket.receive(); frame.isPresent(); frame = socket.receive()) {
            ArpPacket.parse(frame.get(), frame.get().length)
                    .map(ArpPacket::senderMac)
                    .ifPresent(answered::add);
        }
    }
}
