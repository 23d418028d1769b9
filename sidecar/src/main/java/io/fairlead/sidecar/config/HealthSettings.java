package io.fairlead.sidecar.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How HAProxy's health is found out.
 *
 * @param interval between the starts of two rounds of checks
 * @param timeout of one check
 * @param rise passed checks in a row that make it healthy again
 * @param fall failed checks in a row that make it unhealthy
 * @param ports listeners that must all accept; empty: those found in /proc/net/tcp, of which one must
 */
public record HealthSettings(Duration interval, Duration timeout, int rise, int fall, Optional<List<Integer>> ports) {
    public HealthSettings {
        ports = ports.map(List::copyOf);
    }
}
