package io.fairlead.tests.simulation;

import io.fairlead.core.vrrp.AddressClaim;
import io.fairlead.core.vrrp.Event;
import io.fairlead.core.vrrp.ReceivedPacket;
import io.fairlead.core.vrrp.Reception;
import java.util.List;
import java.util.Optional;

/** What a node makes of a packet: the product's own reading of the octets. */
final class Hearing {
    private static final int TTL = 255;

    private Hearing() {}

    static Optional<? extends Event> event(Node node, Packet packet) {
        return switch (packet) {
            case Packet.Advert advert -> Optional.of(advertisement(node, advert));
            case Packet.Announcement announcement -> claim(node, announcement.frame());
            case Packet.Answer answer -> claim(node, answer.frame());
            case Packet.Probe _ -> Optional.empty();
        };
    }

    private static Event advertisement(Node node, Packet.Advert advert) {
        var packet = ReceivedPacket.of(advert.source(), advert.destination(), TTL, advert.message());
        return switch (Reception.of(packet, node.config())) {
            case Reception.Accepted accepted -> accepted.event();
            case Reception.Rejected(Reception.Reason reason) ->
                throw new Violation(Violation.Check.PACKET, node.name() + " rejects a packet: " + reason);
        };
    }

    private static Optional<Event.DuplicateClaim> claim(Node node, byte[] frame) {
        return AddressClaim.in(
                frame, frame.length, List.of(node.mac()), node.config().plainAddresses());
    }
}
