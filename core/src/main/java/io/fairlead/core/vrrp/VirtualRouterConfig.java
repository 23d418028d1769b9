package io.fairlead.core.vrrp;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What an operator decides about one virtual router on one interface.
 *
 * @param virtualRouterId 1–255
 * @param priority 1–254, or 255 for the address owner (V39)
 * @param advertisementIntervalCentis centiseconds; version 3: 1–4095; version 2: 100–25500 in whole seconds (V05)
 * @param preemptMode whether a higher priority takes the address from a living holder
 * @param preemptDelay how long after start a preempting router waits before it does
 * @param acceptMode on by default; off only changes what we say, never a firewall rule (V32)
 * @param addresses one family, configured order; IPv6: the first is link-local (V06)
 * @param unicastPeers empty: multicast
 * @param multicast false with no peers: nothing is sent at all, never a fall-back to multicast (P41)
 * @param announcements how often the addresses are announced after a takeover (V48)
 */
public record VirtualRouterConfig(
        Version version,
        int virtualRouterId,
        int priority,
        int advertisementIntervalCentis,
        boolean preemptMode,
        Duration preemptDelay,
        boolean acceptMode,
        List<IpPrefix> addresses,
        Authentication authentication,
        ChecksumForm checksumForm,
        boolean multicast,
        Set<IpAddress> unicastPeers,
        Announcements announcements,
        Lease lease) {

    /**
     * Gratuitous ARP or unsolicited NA after a takeover: one at once, then {@code repeats} more, {@code every} apart.
     */
    public record Announcements(int repeats, Duration every) {}

    public AddressFamily family() {
        return addresses.getFirst().address().family();
    }
}
