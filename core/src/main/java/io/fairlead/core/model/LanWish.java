package io.fairlead.core.model;

import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * What somebody wrote about the LAN side of a service; right by itself, but not compared with the host yet.
 *
 * @param prefixLength empty: full length
 * @param publish sorted; at least one, or a mark
 * @param mark unsigned
 */
record LanWish(
        IpAddress address,
        OptionalInt prefixLength,
        List<PublishedPort> publish,
        OptionalInt mark,
        OptionalInt virtualRouterId,
        Optional<String> interfaceName,
        Balancing balancing) {
    LanWish {
        publish = List.copyOf(publish);
    }

    /** A value in one fixed spelling, so that members can be compared. */
    String canonical(LanKey key) {
        return switch (key) {
            case LAN_VIP -> address + (prefixLength.isPresent() ? "/" + prefixLength.getAsInt() : "");
            case PUBLISH -> publish.stream().map(PublishedPort::toString).collect(Collectors.joining(","));
            case FWMARK -> mark.isPresent() ? Integer.toUnsignedString(mark.getAsInt()) : "";
            case LAN_VRID -> virtualRouterId.isPresent() ? Integer.toString(virtualRouterId.getAsInt()) : "";
            case LAN_INTERFACE -> interfaceName.orElse("");
        };
    }
}
