package io.fairlead.agent.cli;

import io.fairlead.agent.status.StatusReport;
import io.fairlead.agent.status.StatusReport.PortReport;
import io.fairlead.agent.status.StatusReport.ServiceReport;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What the agent calls its services.
 *
 * @param known false: no agent answers, so nothing can be said of who made an entry
 */
record IpvsNames(boolean known, Map<ServiceKey, String> names) {
    static final IpvsNames NONE = new IpvsNames(false, Map.of());
    private static final String MARK = "mark ";

    IpvsNames {
        names = Map.copyOf(names);
    }

    static IpvsNames of(Optional<StatusReport> status) {
        if (status.isEmpty()) {
            return NONE;
        }
        Map<ServiceKey, String> names = new HashMap<>();
        for (ServiceReport service : status.get().services()) {
            if (service.lan() != null) {
                IpAddress address = IpPrefix.parse(service.lan().address()).address();
                service.lan().ports().stream()
                        .filter(PortReport::inPlace)
                        .forEach(port -> names.put(key(address, port), service.name()));
            }
        }
        return new IpvsNames(true, names);
    }

    private static ServiceKey key(IpAddress address, PortReport port) {
        AddressFamily family = address.family();
        return port.protocol().startsWith(MARK)
                ? new ServiceKey.FirewallMark(
                        family, Integer.parseUnsignedInt(port.protocol().substring(MARK.length())))
                : new ServiceKey.Address(
                        TransportProtocol.valueOf(port.protocol().toUpperCase(Locale.ROOT)), address, port.lanPort());
    }

    /** The name; or that it is somebody else's, as far as that is known; or nothing. */
    String of(ServiceKey key) {
        return names.getOrDefault(key, known ? "(not Fairlead's)" : "");
    }
}
