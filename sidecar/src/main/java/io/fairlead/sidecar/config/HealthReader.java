package io.fairlead.sidecar.config;

import java.time.Duration;
import java.util.Optional;

/** Makes the checks' settings; what is not written follows from the interval between advertisements. */
final class HealthReader {
    /** Two checks in a row that fail are known 0.44 to 0.66 s after HAProxy stopped, and a loaded one still answers in time. */
    private static final Duration DEFAULT = Duration.ofMillis(220);

    /** {@link #DEFAULT} is so many tenths of the default interval, and stays so for longer ones. */
    private static final int TENTHS = 22;

    private final Values values;

    HealthReader(Values values) {
        this.values = values;
    }

    HealthSettings read() {
        return new HealthSettings(
                each(Settings.HEALTH_INTERVAL),
                each(Settings.HEALTH_TIMEOUT),
                values.get(Settings.HEALTH_RISE),
                values.get(Settings.HEALTH_FALL),
                values.get(Settings.HEALTH_PORTS));
    }

    private Duration each(Setting<Optional<Duration>> setting) {
        Optional<Duration> written = values.get(setting);
        if (written.isPresent()) {
            return written.get();
        }
        Duration derived = derived();
        values.derived(setting, DurationText.format(derived), Settings.ADVERT_INTERVAL.key());
        return derived;
    }

    private Duration derived() {
        // Version 2 has whole seconds, so its interval says nothing about the machine.
        if (values.get(Settings.VERSION) == 2) {
            return DEFAULT;
        }
        Duration stretched = RouterReader.interval(values).multipliedBy(TENTHS).dividedBy(10);
        return stretched.compareTo(DEFAULT) > 0 ? stretched : DEFAULT;
    }
}
