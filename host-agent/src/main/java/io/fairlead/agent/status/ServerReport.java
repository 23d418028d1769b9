package io.fairlead.agent.status;

import io.fairlead.agent.check.CheckView;
import java.util.Locale;

/**
 * A real server that is checked; the names are those of the JSON.
 *
 * @param server the destination: {@code 172.18.0.201:80}
 * @param asked what the check asks, which may be another port
 * @param verdict unknown, healthy or unhealthy
 * @param weightPercent share of its configured weight that it should have
 * @param reason what speaks against it, or empty
 * @param warning what will speak against it, or empty
 * @param answer what it answered last, in short
 * @param runs that have ended since it is checked, {@code failures} of which failed
 * @param changes of the verdict
 * @param tookMillis the latest run
 */
public record ServerReport(
        String service,
        String server,
        String check,
        String asked,
        String verdict,
        int weightPercent,
        String reason,
        String warning,
        String answer,
        long runs,
        long failures,
        long changes,
        double tookMillis) {
    private static final double NANOS_A_MILLI = 1e6;

    static ServerReport of(CheckView view) {
        return new ServerReport(
                view.server().service(),
                view.server().place(),
                view.kind(),
                view.place(),
                view.health().verdict().name().toLowerCase(Locale.ROOT),
                view.health().weightPercent(),
                view.health().reason(),
                view.health().warning(),
                view.words(),
                view.runs(),
                view.failures(),
                view.changes(),
                Math.round(view.tookNanos() / NANOS_A_MILLI * 10) / 10.0);
    }
}
