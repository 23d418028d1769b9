package io.fairlead.core.check;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The checks of a service's real servers.
 *
 * @param everyPort for the ports that have none of their own; empty: these are not checked
 * @param byPort for single ports, by the LAN VIP's port
 */
public record ServiceChecks(Optional<CheckSettings> everyPort, SortedMap<Integer, CheckSettings> byPort) {
    /** Nothing is checked. */
    public static final ServiceChecks NONE = new ServiceChecks(Optional.empty(), new TreeMap<>());

    public ServiceChecks {
        byPort = Collections.unmodifiableSortedMap(new TreeMap<>(byPort));
    }

    /** A spelling without secrets that is equal where the checks are equal, but for rare chance; empty for none. */
    public String canonical() {
        String all = everyPort.map(CheckSettings::probe).map(Probe::kind).orElse("");
        String ports = byPort.entrySet().stream()
                .map(entry ->
                        " " + entry.getKey() + ": " + entry.getValue().probe().kind())
                .collect(Collectors.joining());
        return equals(NONE) ? "" : (all + ports).strip() + " (#" + Integer.toHexString(hashCode()) + ")";
    }

    /** The check of what is published as {@code lanPort}. */
    public Optional<CheckSettings> of(int lanPort) {
        return Optional.ofNullable(byPort.get(lanPort)).or(() -> everyPort);
    }
}
