package io.fairlead.agent.status;

import io.fairlead.agent.check.Lateness;
import java.util.List;
import java.util.Map;

/** The checks of real servers as metrics; none while nothing is checked. */
final class CheckMetrics {
    private static final String GAUGE = "gauge";
    private static final String COUNTER = "counter";
    private static final double MILLIS_A_SECOND = 1000;

    private CheckMetrics() {}

    static void write(List<ServerReport> checks, Lateness.Counted lateness, MetricsText text) {
        if (checks.isEmpty()) {
            return;
        }
        text.metric("fairlead_check_healthy", GAUGE, "1 if the real server is healthy, 0 if not or not known yet.");
        checks.forEach(each -> text.sample(each.verdict().equals("healthy"), labels(each)));
        text.metric("fairlead_check_weight_percent", GAUGE, "Share of its weight that the real server should have.");
        checks.forEach(each -> text.sample(each.weightPercent(), labels(each)));
        text.metric("fairlead_check_warning", GAUGE, "1 if the check warns, for instance of a certificate's end.");
        checks.forEach(each -> text.sample(!each.warning().isEmpty(), labels(each)));
        text.metric("fairlead_check_runs_total", COUNTER, "Runs of the check.");
        checks.forEach(each -> text.sample((double) each.runs(), labels(each)));
        text.metric("fairlead_check_failures_total", COUNTER, "Runs of the check that failed.");
        checks.forEach(each -> text.sample((double) each.failures(), labels(each)));
        text.metric("fairlead_check_changes_total", COUNTER, "Changes of the verdict.");
        checks.forEach(each -> text.sample((double) each.changes(), labels(each)));
        text.metric("fairlead_check_duration_seconds", GAUGE, "How long the latest run took.");
        checks.forEach(each -> text.sample(each.tookMillis() / MILLIS_A_SECOND, labels(each)));
        text.metric("fairlead_check_lateness_seconds", "histogram", "How much later than planned runs began.");
        histogram(lateness, text);
    }

    private static void histogram(Lateness.Counted lateness, MetricsText text) {
        long sum = 0;
        for (int i = 0; i < lateness.counts().size(); i++) {
            sum += lateness.counts().get(i);
            String bound = i < Lateness.BOUNDS.size() ? Lateness.BOUNDS.get(i).toString() : "+Inf";
            text.part("_bucket", (double) sum, Map.of("le", bound));
        }
        text.part("_sum", lateness.sumSeconds(), Map.of());
        text.part("_count", (double) sum, Map.of());
    }

    private static Map<String, String> labels(ServerReport check) {
        return Map.of("service", check.service(), "server", check.server(), "check", check.check());
    }
}
