package io.fairlead.sidecar;

import io.fairlead.core.channel.Frame;
import io.fairlead.core.channel.Role;
import io.fairlead.core.channel.RouterReport;
import io.fairlead.core.channel.SidecarMessage;
import io.fairlead.core.health.Health;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What the agent is told. */
final class Reports {
    private static final long CENTISECOND_MILLIS = 10;

    private Reports() {}

    static SidecarMessage.Report of(Phase phase, Routers routers, Health health) {
        List<RouterReport> reports = new ArrayList<>();
        for (RouterSlot slot : routers.open()) {
            if (reports.size() < Frame.MOST_ROUTERS) {
                reports.add(report(slot));
            }
        }
        return new SidecarMessage.Report(reports, health.verdict(), health.reason(), !(phase instanceof Phase.Serving));
    }

    private static RouterReport report(RouterSlot slot) {
        VirtualRouterState state = slot.driver().state();
        Role role = switch (state) {
            case VirtualRouterState.Initialize _ -> Role.INITIALIZE;
            case VirtualRouterState.Backup _ -> Role.BACKUP;
            case VirtualRouterState.Active _ -> Role.ACTIVE;
            case VirtualRouterState.Resigning _ -> Role.RESIGNING;
        };
        VirtualRouterConfig config = slot.config();
        return new RouterReport(
                name(config),
                slot.driver().primaryAddress(),
                Duration.ofMillis(CENTISECOND_MILLIS * config.advertisementIntervalCentis()),
                state.priority(),
                config.preemptMode(),
                role,
                role == Role.ACTIVE || role == Role.RESIGNING);
    }

    /** The first that people write: an IPv6 router's very first address is its link-local one. */
    private static IpAddress name(VirtualRouterConfig config) {
        List<IpAddress> addresses = config.plainAddresses();
        for (IpAddress address : addresses) {
            if (!address.isLinkLocal()) {
                return address;
            }
        }
        return addresses.getFirst();
    }
}
