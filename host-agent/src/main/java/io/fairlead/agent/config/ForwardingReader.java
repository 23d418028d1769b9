package io.fairlead.agent.config;

import io.fairlead.agent.config.AgentConfig.ForwardingConfig;
import io.fairlead.agent.forwarding.ForwardingSettings.Preference;
import io.fairlead.agent.forwarding.SyncSettings;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.ipvs.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the section {@code forwarding}. */
final class ForwardingReader {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);
    /** What the kernel takes, whatever its HZ. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(20);

    private static final String KEEP = "keep";

    private final Values values;

    ForwardingReader(Values values) {
        this.values = values;
    }

    ForwardingConfig read() {
        return new ForwardingConfig(
                Preference.valueOf(values.oneOf("forwarding.mode", List.of("auto", "ipvs", "nftables"))
                        .toUpperCase(Locale.ROOT)),
                values.oneOf("forwarding.scheduler", Scheduler.names()),
                values.isOn("forwarding.sysctls"),
                values.isOn("forwarding.hairpin"),
                values.duration("forwarding.check-interval", SECOND, HOUR),
                new Timeouts(timeout("tcp"), timeout("tcp-fin"), timeout("udp")),
                sync());
    }

    private int timeout(String which) {
        String key = "forwarding.timeouts." + which;
        if (values.text(key).equals(KEEP)) {
            return 0;
        }
        Duration timeout = values.duration(key, SECOND, LONGEST_TIMEOUT);
        if (timeout.toNanosPart() != 0) {
            values.wrong(key, "is not in whole seconds, as the kernel counts it", "round it");
        }
        return Math.toIntExact(timeout.toSeconds());
    }

    private Optional<SyncSettings> sync() {
        int id = values.number("forwarding.sync.id", 0, 255);
        int port = values.number("forwarding.sync.port", 1, 65535);
        int ttl = values.number("forwarding.sync.ttl", 1, 255);
        String key = "forwarding.sync.group";
        Optional<IpAddress> group = IpAddress.tryParse(values.text(key)).filter(IpAddress::isMulticast);
        if (group.isEmpty()) {
            values.wrong(key, "is not a multicast address", "write one, for instance 224.0.0.81");
        }
        String interfaceName = values.text("forwarding.sync.interface");
        return values.isOff("forwarding.sync.interface")
                ? Optional.empty()
                : group.map(address -> new SyncSettings(interfaceName, id, address, port, ttl));
    }
}
