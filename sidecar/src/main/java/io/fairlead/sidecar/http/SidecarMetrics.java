package io.fairlead.sidecar.http;

import io.fairlead.core.health.Standing;
import io.fairlead.core.health.Verdict;
import io.fairlead.core.vrrp.ChecksumForm;
import io.fairlead.core.vrrp.Notice;
import io.fairlead.core.vrrp.Reception;
import io.fairlead.linux.vrrp.Lateness;
import io.fairlead.sidecar.Status;
import io.fairlead.sidecar.Version;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;

/** The sidecar's status as metrics. */
final class SidecarMetrics {
    private static final List<String> STATES = List.of("Initialize", "Backup", "Active", "Resigning");

    private final MetricsText text = new MetricsText();
    private final Status status;

    private SidecarMetrics(Status status) {
        this.status = status;
    }

    static String text(Status status, long nowNanos) {
        SidecarMetrics metrics = new SidecarMetrics(status);
        metrics.sidecar(nowNanos);
        metrics.health();
        metrics.agent();
        if (!status.routers().isEmpty()) {
            metrics.states();
            metrics.traffic();
            metrics.lateness();
        }
        return metrics.text.toString();
    }

    private void sidecar(long nowNanos) {
        text.metric("fairlead_sidecar_info", "gauge", "Version of the sidecar.").sample(1, "version", Version.TEXT);
        text.metric("fairlead_sidecar_status_age_seconds", "gauge", "Age of what the other metrics say.")
                .sample((nowNanos - status.asOfNanos()) / 1e9);
        text.metric("fairlead_sidecar_ready", "gauge", "1 if HAProxy is healthy and all virtual routers take part.")
                .sample(status.ready() ? 1 : 0);
    }

    private void health() {
        text.metric("fairlead_haproxy_healthy", "gauge", "1 if all checks of HAProxy pass.")
                .sample(status.health().verdict() == Verdict.HEALTHY ? 1 : 0);
        text.metric("fairlead_haproxy_check_healthy", "gauge", "1 if a check of HAProxy passes.");
        for (Map.Entry<String, Standing> check : status.health().checks().entrySet()) {
            text.sample(check.getValue().verdict() == Verdict.HEALTHY ? 1 : 0, "check", check.getKey());
        }
        text.metric("fairlead_haproxy_restarts_total", "counter", "Starts of HAProxy after its death.")
                .sample(status.restarts());
    }

    private void agent() {
        text.metric("fairlead_agent_connected", "gauge", "1 if the agent of this host has welcomed this sidecar.")
                .sample(status.agent().connected() ? 1 : 0);
        text.metric("fairlead_agent_connections_total", "counter", "Welcomes of the agent.")
                .sample(status.agent().connections());
        text.metric("fairlead_agent_promotions_total", "counter", "Orders to take an address that were followed.")
                .sample(status.agent().promotions());
        text.metric("fairlead_agent_orders_ignored_total", "counter", "Orders that were too late, or none of ours.")
                .sample(status.agent().ignored());
    }

    private void states() {
        text.metric("fairlead_vrrp_state", "gauge", "1 for the state that the virtual router is in.");
        for (Status.Router router : status.routers()) {
            for (String state : STATES) {
                boolean is = state.equals(Status.nameOf(router.state()));
                text.sample(is ? 1 : 0, labels(router, "state", state));
            }
        }
        each(
                "fairlead_vrrp_priority",
                "gauge",
                "Priority, 1 to 255.",
                router -> router.state().priority());
        each(
                "fairlead_vrrp_transitions_total",
                "counter",
                "Changes of state.",
                router -> router.counters().stateChanges());
    }

    private void traffic() {
        each(
                "fairlead_vrrp_advertisements_sent_total",
                "counter",
                "Advertisements sent, one for each peer.",
                router -> router.counters().sent());
        text.metric("fairlead_vrrp_advertisements_received_total", "counter", "Advertisements that passed all checks.");
        for (Status.Router router : status.routers()) {
            for (Map.Entry<ChecksumForm, Long> form :
                    router.counters().received().entrySet()) {
                text.sample(form.getValue(), labels(router, "checksum", lower(form.getKey())));
            }
        }
        text.metric("fairlead_vrrp_rejected_total", "counter", "Packets that did not pass, by reason.");
        for (Status.Router router : status.routers()) {
            for (Map.Entry<Reception.Reason, Long> reason :
                    router.counters().rejected().entrySet()) {
                text.sample(
                        reason.getValue(),
                        labels(router, "reason", reason.getKey().label()));
            }
        }
        text.metric("fairlead_vrrp_notices_total", "counter", "What was worth telling, by kind.");
        for (Status.Router router : status.routers()) {
            for (Map.Entry<Notice.Kind, Long> notice :
                    router.counters().notices().entrySet()) {
                text.sample(
                        notice.getValue(),
                        labels(router, "kind", notice.getKey().label()));
            }
        }
        each(
                "fairlead_vrrp_announcements_total",
                "counter",
                "Gratuitous ARP and unsolicited NA frames.",
                router -> router.counters().announced());
        each(
                "fairlead_vrrp_lease_renewals_total",
                "counter",
                "Renewals of the addresses' kernel lifetime.",
                router -> router.counters().renewals());
    }

    private void lateness() {
        text.metric("fairlead_vrrp_timer_lateness_seconds", "histogram", "How late timers were answered.");
        for (Status.Router router : status.routers()) {
            Lateness lateness = router.counters().lateness();
            long count = 0;
            for (int i = 0; i < lateness.buckets().size(); i++) {
                count += lateness.buckets().get(i);
                String bound =
                        i < Lateness.BOUNDS_NANOS.size() ? Double.toString(Lateness.BOUNDS_NANOS.get(i) / 1e9) : "+Inf";
                text.sampleOf("_bucket", count, labels(router, "le", bound));
            }
            text.sampleOf("_sum", lateness.sumNanos() / 1e9, labels(router));
            text.sampleOf("_count", count, labels(router));
        }
        text.metric("fairlead_vrrp_timer_worst_lateness_seconds", "gauge", "The worst since the start.");
        for (Status.Router router : status.routers()) {
            text.sample(router.counters().lateness().worstNanos() / 1e9, labels(router));
        }
    }

    private void each(String name, String type, String help, ToLongFunction<Status.Router> value) {
        text.metric(name, type, help);
        for (Status.Router router : status.routers()) {
            text.sample(value.applyAsLong(router), labels(router));
        }
    }

    private static String[] labels(Status.Router router, String... more) {
        String[] labels = new String[6 + more.length];
        labels[0] = "vrid";
        labels[1] = Integer.toString(router.config().virtualRouterId());
        labels[2] = "family";
        labels[3] = lower(router.config().family());
        labels[4] = "interface";
        labels[5] = router.interfaceName();
        System.arraycopy(more, 0, labels, 6, more.length);
        return labels;
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
