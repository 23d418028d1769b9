package io.fairlead.core.vrrp;

import io.fairlead.core.net.IpAddress;
import java.util.Optional;

/**
 * An advertisement as one hears it who takes no part in its virtual router: it tells who is Active. Passwords and intervals
 * are the members' business, so fewer checks apply than in {@link Reception}.
 */
public record Overheard(Advertisement advertisement, IpAddress source) {
    /** Empty if it is no whole advertisement of version 2 or 3, or came from beyond a router. */
    public static Optional<Overheard> of(ReceivedPacket packet) {
        AdvertisementPacket wire = packet.advertisement();
        boolean whole = wire.hasFixedHeader()
                && (wire.version() == 2 || wire.version() == 3)
                && wire.isComplete()
                && wire.isAdvertisement();
        if (!whole
                || packet.hopLimit() != Vrrp.HOP_LIMIT
                || wire.checksumForm(packet.source(), packet.destination()).isEmpty()) {
            return Optional.empty();
        }
        Version version = wire.version() == 2 ? Version.V2 : Version.V3;
        return Optional.of(new Overheard(
                new Advertisement(
                        version, wire.virtualRouterId(), wire.priority(), wire.intervalCentis(), wire.addresses()),
                packet.source()));
    }
}
