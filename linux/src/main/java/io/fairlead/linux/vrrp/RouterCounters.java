package io.fairlead.linux.vrrp;

import io.fairlead.core.vrrp.ChecksumForm;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.Reception;
import java.util.Map;

/**
 * What a virtual router has counted since it was opened; a snapshot.
 *
 * @param sent advertisements handed to the kernel, one for each peer
 * @param received advertisements that passed all checks, by the form of their checksum (V12)
 * @param rejected packets that did not, by reason
 * @param renewals of the addresses' lease, those that succeeded (V47)
 * @param announced gratuitous ARP and unsolicited NA frames
 * @param stateChanges between Initialize, Backup, Active and Resigning
 * @param notices by kind
 * @param lateness of the timers
 */
public record RouterCounters(
        long sent,
        Map<ChecksumForm, Long> received,
        Map<Reception.Reason, Long> rejected,
        long renewals,
        long announced,
        long stateChanges,
        Map<Notice.Kind, Long> notices,
        Lateness lateness) {
    public RouterCounters {
        received = Map.copyOf(received);
        rejected = Map.copyOf(rejected);
        notices = Map.copyOf(notices);
    }
}
