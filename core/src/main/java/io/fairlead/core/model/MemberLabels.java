package io.fairlead.core.model;

import io.fairlead.core.check.ServiceChecks;
import io.fairlead.core.net.IpAddress;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The labels of one member, each checked by itself.
 *
 * @param lanPrefixLength empty: full length
 * @param publish sorted; empty without a LAN VIP
 */
record MemberLabels(
        IpAddress vip,
        Optional<String> service,
        Optional<IpAddress> lanVip,
        OptionalInt lanPrefixLength,
        List<PublishedPort> publish,
        OptionalInt virtualRouterId,
        Optional<String> interfaceName,
        Optional<String> scheduler,
        ServiceChecks checks,
        boolean restart) {

    /** The value in one fixed spelling, so that members can be compared; empty where there is none. */
    String canonical(Label label) {
        return switch (label) {
            case VIP -> vip.toString();
            case SERVICE -> service.orElse("");
            case LAN_VIP -> lanVip.map(this::withLength).orElse("");
            case PUBLISH -> publish.stream().map(PublishedPort::toString).collect(Collectors.joining(","));
            case LAN_VRID -> virtualRouterId.isPresent() ? Integer.toString(virtualRouterId.getAsInt()) : "";
            case LAN_INTERFACE -> interfaceName.orElse("");
            case SCHEDULER -> scheduler.orElse("");
            case CHECK -> checks.canonical();
            // Members may differ in it.
            case RESTART -> "";
        };
    }

    private String withLength(IpAddress address) {
        return address + (lanPrefixLength.isPresent() ? "/" + lanPrefixLength.getAsInt() : "");
    }
}
