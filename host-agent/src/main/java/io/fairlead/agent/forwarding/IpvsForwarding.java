package io.fairlead.agent.forwarding;

import io.fairlead.linux.ipvs.IpvsSocket;
import io.fairlead.linux.ipvs.SyncDaemon.Role;
import io.fairlead.linux.ipvs.Timeouts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All that we have in IPVS: services, the host's timeouts, and sync daemons. One thread. */
final class IpvsForwarding {
    private final IpvsServices services;
    private final IpvsTimeouts timeouts;
    private final SyncDaemons daemons;
    private final Timeouts wanted;
    private Optional<Set<Role>> roles;
    private Map<String, String> words = Map.of();

    IpvsForwarding(IpvsSocket kernel, Journal journal, ForwardingSettings settings, Optional<Set<Role>> roles) {
        this.services = new IpvsServices(kernel, journal, System::nanoTime);
        this.timeouts = new IpvsTimeouts(kernel, journal);
        this.daemons = new SyncDaemons(kernel, journal, settings.sync());
        this.wanted = settings.timeouts();
        this.roles = roles;
    }

    /** Brings the kernel to this; nothing desired also means that timeouts are put back and daemons stopped. */
    List<ForwardedService> apply(List<ForwardedService> desired, Findings findings) {
        List<ForwardedService> inPlace = services.apply(desired, findings);
        boolean over = desired.isEmpty();
        Map<String, String> now = new TreeMap<>(timeouts.apply(over ? Timeouts.AS_THEY_ARE : wanted, findings));
        if (over) {
            daemons.apply(Set.of(), findings);
        } else if (roles.isPresent()) {
            now.putAll(daemons.apply(roles.get(), findings));
        }
        words = now;
        return inPlace;
    }

    /** What goes wrong is said by the next {@link #apply}. */
    void share(Set<Role> now) {
        roles = Optional.of(now);
        daemons.apply(now, new Findings());
    }

    /** Timeouts that were asked for, and daemons that run. */
    Map<String, String> words() {
        return words;
    }
}
