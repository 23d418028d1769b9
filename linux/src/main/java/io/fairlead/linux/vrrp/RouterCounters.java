package io.fairlead.linux.vrrp;

import io.fairlead.core.vrrp.Notice;
import java.util.Map;

/**
 * What a virtual router has counted since it was opened; a snapshot.
 *
 * @param sent advertisements handed to the kernel, to every peer counted once
 * @param received advertisements that passed all checks
 * @param rejected by reason
 * @param announced gratuitous ARP and unsolicited NA frames
 * @param notices by kind
 * @param lateness of the timers
 */
public record RouterCounters(
        long sent,
        long received,
        Map<String, Long> rejected,
        long announced,
        Map<Notice.Kind, Long> notices,
        Lateness lateness) {
    public RouterCounters {
        rejected = Map.copyOf(rejected);
        notices = Map.copyOf(notices);
    }
}
