package io.fairlead.agent.config;

import io.fairlead.agent.config.AgentConfig.LanConfig;
import io.fairlead.core.vrrp.Authentication;
import io.fairlead.core.vrrp.ChecksumForm;
import io.fairlead.core.vrrp.Lease;
import io.fairlead.core.vrrp.Version;
import io.fairlead.core.vrrp.VirtualRouterConfig.Announcements;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;

/** Reads the section {@code lan}, whose values depend on the version of VRRP. */
final class LanReader {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int RENEWALS_A_LEASE = 4;

    private final Values values;

    LanReader(Values values) {
        this.values = values;
    }

    LanConfig read() {
        Version version = values.number("lan.version", 2, 3) == 2 ? Version.V2 : Version.V3;
        int vrid = values.number("lan.vrid", 0, 255);
        return new LanConfig(
                values.isOn("lan.vrrp"),
                vrid == 0 ? OptionalInt.empty() : OptionalInt.of(vrid),
                values.text("lan.interface"),
                version,
                values.number("lan.priority", 1, 255),
                interval(version),
                values.isOn("lan.preempt"),
                values.duration("lan.preempt-delay", Duration.ZERO, Duration.ofSeconds(1000)),
                values.addresses("lan.peers"),
                authentication(version),
                values.oneOf("lan.checksum", List.of("pseudo-header", "message-only"))
                                .equals("message-only")
                        ? ChecksumForm.MESSAGE_ONLY
                        : ChecksumForm.PSEUDO_HEADER,
                new Announcements(
                        values.number("lan.announcement-repeats", 0, 100),
                        values.duration("lan.announcement-interval", Duration.ofMillis(100), Duration.ofMinutes(1))),
                lease(),
                values.isOn("lan.release-on-stop"));
    }

    private Duration interval(Version version) {
        String key = "lan.advertisement-interval";
        boolean old = version == Version.V2;
        Duration step = old ? Duration.ofSeconds(1) : Duration.ofMillis(10);
        Duration interval = values.duration(key, step, old ? Duration.ofSeconds(255) : Duration.ofMillis(40_950));
        if (interval.toNanos() % step.toNanos() != 0) {
            values.wrong(
                    key,
                    "is not a multiple of " + Values.words(step) + ", as version " + version.number() + " needs it",
                    "round it");
        }
        return interval;
    }

    private Authentication authentication(Version version) {
        String password = values.text("lan.password");
        if (password.isEmpty()) {
            return new Authentication.None();
        }
        if (version == Version.V3) {
            values.wrong("lan.password", "means nothing in VRRP version 3", "remove it, or set lan.version = 2");
        } else if (password.getBytes(StandardCharsets.UTF_8).length > 8) {
            values.wrong("lan.password", "has more than 8 characters", "shorten it");
        } else {
            return new Authentication.SimpleText(password);
        }
        return new Authentication.None();
    }

    private Lease lease() {
        if (values.isOff("lan.lease")) {
            return Lease.FOREVER;
        }
        Duration validity = values.duration("lan.lease", Duration.ofSeconds(2), HOUR);
        if (validity.toNanosPart() != 0) {
            values.wrong("lan.lease", "is not in whole seconds, as the kernel counts it", "round it");
            return Lease.FOREVER;
        }
        return new Lease(validity, validity.dividedBy(RENEWALS_A_LEASE));
    }
}
