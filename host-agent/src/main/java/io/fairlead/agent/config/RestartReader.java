package io.fairlead.agent.config;

import io.fairlead.agent.config.AgentConfig.RestartSettings;
import io.fairlead.core.restart.RestartConfig;
import java.time.Duration;

/** Reads the section {@code restart}. */
final class RestartReader {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private final Values values;

    RestartReader(Values values) {
        this.values = values;
    }

    RestartSettings read() {
        Duration first = values.duration("restart.first-pause", Duration.ofMillis(500), HOUR);
        Duration longest = values.duration("restart.longest-pause", Duration.ofMillis(500), HOUR);
        if (longest.compareTo(first) < 0) {
            values.wrong(
                    "restart.longest-pause",
                    "is less than restart.first-pause, which is " + Values.words(first),
                    "make it longer");
            longest = first;
        }
        return new RestartSettings(
                new RestartConfig(
                        first,
                        longest,
                        values.number("restart.attempts", 1, 1000),
                        values.duration("restart.steady-after", SECOND, Duration.ofHours(24)),
                        values.duration("restart.patience", SECOND, HOUR),
                        RestartConfig.DEFAULT.engineFirst(),
                        RestartConfig.DEFAULT.listingLag()),
                values.duration("restart.time-limit", Duration.ofSeconds(10), HOUR));
    }
}
