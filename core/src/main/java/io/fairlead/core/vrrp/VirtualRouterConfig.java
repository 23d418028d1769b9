package io.fairlead.core.vrrp;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * What an operator decides about one virtual router on one interface. The constructor refuses what no virtual router can
 * be, with an IllegalArgumentException that names the field and the permitted range.
 *
 * @param virtualRouterId 1–255
 * @param priority 1–254, or 255 for the address owner (V39)
 * @param advertisementIntervalCentis centiseconds; version 3: 1–4095; version 2: 100–25500 in whole seconds (V05)
 * @param preemptMode whether a higher priority takes the address from a living holder
 * @param preemptDelay how long a preempting router listens before it does, 0–1000 s
 * @param acceptMode on by default; off only changes what we say, never a firewall rule (V32)
 * @param addresses one family, configured order, 1–255 (IPv6: 1–90); IPv6: the first is link-local (V06)
 * @param authentication version 2 only
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

    public VirtualRouterConfig {
        addresses = List.copyOf(addresses);
        unicastPeers = Set.copyOf(unicastPeers);
        ConfigRules.check("virtual router id", virtualRouterId, 1, 255);
        ConfigRules.check("priority", priority, 1, 255);
        ConfigRules.checkInterval(version, advertisementIntervalCentis);
        ConfigRules.check("preempt delay in seconds", preemptDelay.toSeconds(), 0, 1000);
        ConfigRules.checkAddresses(version, addresses);
        ConfigRules.checkAuthentication(version, authentication);
        ConfigRules.checkPeers(addresses, unicastPeers);
    }

    /**
     * Gratuitous ARP or unsolicited NA after a takeover: one at once, then {@code repeats} more, {@code every} apart.
     *
     * @param repeats 0–100
     * @param every 10 ms to 60 s
     */
    public record Announcements(int repeats, Duration every) {
        public Announcements {
            ConfigRules.check("number of repeated announcements", repeats, 0, 100);
            ConfigRules.check("milliseconds between announcements", every.toMillis(), 10, 60_000);
        }
    }

    /** The product's defaults: version 3, an advertisement each 100 ms, no preemption, multicast, a lease of 2 s. */
    public static VirtualRouterConfig of(int virtualRouterId, int priority, List<IpPrefix> addresses) {
        return new VirtualRouterConfig(
                Version.V3,
                virtualRouterId,
                priority,
                10,
                false,
                Duration.ZERO,
                true,
                addresses,
                new Authentication.None(),
                ChecksumForm.PSEUDO_HEADER,
                true,
                Set.of(),
                new Announcements(4, Duration.ofMillis(500)),
                new Lease(Duration.ofSeconds(2), Duration.ofMillis(500)));
    }

    public AddressFamily family() {
        return addresses.getFirst().address().family();
    }

    /** Priority 255: the addresses are the interface's own, and this router preempts whatever preemptMode says. */
    public boolean isAddressOwner() {
        return priority == Vrrp.OWNER_PRIORITY;
    }

    /** The addresses without their prefix lengths, as advertisements carry them. */
    public List<IpAddress> plainAddresses() {
        return addresses.stream().map(IpPrefix::address).toList();
    }
}
