package io.fairlead.sidecar.config;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.vrrp.Authentication;
import io.fairlead.core.vrrp.Lease;
import io.fairlead.core.vrrp.Version;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.VirtualRouterConfig.Announcements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes virtual routers of the settings; each thing that does not fit together becomes a problem of its own. */
final class RouterReader {
    private static final Duration DEFAULT_V3_INTERVAL = Duration.ofMillis(100);
    private static final Duration DEFAULT_V2_INTERVAL = Duration.ofSeconds(1);

    /** Version 3 has 12 bits of centiseconds (RFC 9568 section 5.2.7). */
    private static final Duration LONGEST_V3_INTERVAL = Duration.ofMillis(40_950);

    private final Values values;

    RouterReader(Values values) {
        this.values = values;
    }

    /** Empty if something is wrong; {@link Values#problems} says what. */
    Optional<RouterSettings> read() {
        Optional<Integer> interval = values.derive(this::intervalCentis, Settings.ADVERT_INTERVAL, Settings.VERSION);
        Optional<Lease> lease = values.derive(this::lease, Settings.LEASE_RENEWAL, Settings.LEASE);
        Optional<Authentication> authentication = values.derive(this::authentication, Settings.AUTH_PASSWORD);
        List<VirtualRouterConfig> routers = new ArrayList<>();
        for (AddressFamily family : families()) {
            router(family, interval, lease, authentication).ifPresent(routers::add);
        }
        return routers.isEmpty()
                ? Optional.empty()
                : values.derive(() -> new RouterSettings(values.get(Settings.INTERFACE), routers), Settings.VIP);
    }

    private Optional<VirtualRouterConfig> router(
            AddressFamily family,
            Optional<Integer> interval,
            Optional<Lease> lease,
            Optional<Authentication> authentication) {
        Optional<Integer> id = values.derive(() -> virtualRouterId(family), Settings.VRID, Settings.VIP);
        Optional<Version> version = values.derive(() -> version(family), Settings.VERSION, Settings.VIP);
        Optional<Set<IpAddress>> peers = values.derive(() -> peers(family), Settings.PEERS);
        return values.derive(
                () -> new VirtualRouterConfig(
                        values.need(version),
                        values.need(id),
                        values.get(Settings.PRIORITY),
                        values.need(interval),
                        values.get(Settings.PREEMPT),
                        values.get(Settings.PREEMPT_DELAY),
                        values.get(Settings.ACCEPT),
                        VirtualAddresses.of(family, values.get(Settings.VIP)),
                        values.need(authentication),
                        values.get(Settings.CHECKSUM),
                        values.get(Settings.PEERS).isEmpty(),
                        values.need(peers),
                        new Announcements(values.get(Settings.ANNOUNCE_REPEATS), values.get(Settings.ANNOUNCE_EVERY)),
                        values.need(lease)),
                Settings.VIP);
    }

    private List<AddressFamily> families() {
        Optional<List<IpPrefix>> vips = values.derive(() -> values.get(Settings.VIP), Settings.VIP);
        List<AddressFamily> families = new ArrayList<>();
        for (AddressFamily family : AddressFamily.values()) {
            if (!VirtualAddresses.of(family, vips.orElse(List.of())).isEmpty()) {
                families.add(family);
            }
        }
        return families;
    }

    private int virtualRouterId(AddressFamily family) {
        Optional<Integer> written = values.get(Settings.VRID);
        if (written.isPresent()) {
            return written.get();
        }
        int suggested = VirtualAddresses.suggestedVirtualRouterId(family, values.get(Settings.VIP));
        if (suggested == 0) {
            throw new Mistake(
                    "vrid: the virtual router id is the address's last octet, and that is 0",
                    "set " + Settings.VRID.variable() + " to 1–255");
        }
        values.derived(Settings.VRID, Integer.toString(suggested), "vip");
        return suggested;
    }

    private Version version(AddressFamily family) {
        Version version = values.get(Settings.VERSION) == 2 ? Version.V2 : Version.V3;
        if (version == Version.V2 && family == AddressFamily.IPV6) {
            throw new Mistake(
                    "version: VRRP version 2 knows no IPv6", "use version 3, or leave the IPv6 addresses out of vip");
        }
        return version;
    }

    /** Between two advertisements, as written or by default; whether VRRP can say it is another question. */
    static Duration interval(Values values) {
        boolean second = values.get(Settings.VERSION) == 2;
        return values.get(Settings.ADVERT_INTERVAL).orElse(second ? DEFAULT_V2_INTERVAL : DEFAULT_V3_INTERVAL);
    }

    private int intervalCentis() {
        boolean second = values.get(Settings.VERSION) == 2;
        Duration interval = interval(values);
        if (second && (interval.toMillisPart() != 0 || interval.isZero())) {
            throw new Mistake(
                    "advert-interval: VRRP version 2 counts whole seconds, not " + DurationText.format(interval),
                    "write 1s to 255s, or use version 3");
        }
        if (!second && (interval.toMillis() % 10 != 0 || interval.compareTo(LONGEST_V3_INTERVAL) > 0)) {
            throw new Mistake(
                    "advert-interval: VRRP version 3 counts centiseconds up to 40950ms, not "
                            + DurationText.format(interval),
                    "write a multiple of 10ms");
        }
        values.derived(Settings.ADVERT_INTERVAL, DurationText.format(interval), "version");
        return (int) (interval.toMillis() / 10);
    }

    private Lease lease() {
        Duration validity = values.get(Settings.LEASE);
        if (validity.isZero()) {
            return Lease.FOREVER;
        }
        if (validity.toMillisPart() != 0) {
            throw new Mistake(
                    "lease: the kernel counts whole seconds, not " + DurationText.format(validity),
                    "write for instance 2s");
        }
        Duration renewal = values.get(Settings.LEASE_RENEWAL);
        if (renewal.compareTo(validity) >= 0) {
            throw new Mistake(
                    "lease-renewal: " + DurationText.format(renewal) + " is not within the lease of "
                            + DurationText.format(validity),
                    "renew at least twice in its time");
        }
        return new Lease(validity, renewal);
    }

    private Authentication authentication() {
        List<String> password = values.get(Settings.AUTH_PASSWORD);
        if (password.isEmpty()) {
            return new Authentication.None();
        }
        if (values.get(Settings.VERSION) != 2) {
            throw new Mistake(
                    "auth-password: VRRP version 3 has no authentication", "leave it out, or set version = 2");
        }
        return new Authentication.SimpleText(String.join(",", password));
    }

    private Set<IpAddress> peers(AddressFamily family) {
        Optional<List<IpAddress>> written = values.get(Settings.PEERS);
        if (written.isEmpty()) {
            values.derived(Settings.PEERS, "multicast", "no peers");
            return Set.of();
        }
        Set<IpAddress> peers = new LinkedHashSet<>();
        for (IpAddress peer : written.get()) {
            if (peer.family() == family) {
                peers.add(peer);
            }
        }
        if (peers.isEmpty()) {
            throw new Mistake(
                    "peers: none of them is " + (family == AddressFamily.IPV4 ? "IPv4" : "IPv6")
                            + " as the virtual address is",
                    "name one at least, or leave peers out for multicast");
        }
        return peers;
    }
}
