package io.fairlead.agent.status;

import io.fairlead.agent.lan.RouterReport;
import io.fairlead.linux.vrrp.RouterCounters;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** What the virtual routers on the LAN have counted; the names are those of the sidecar's metrics. */
final class RouterMetrics {
    private static final String COUNTER = "counter";

    private final List<RouterReport> routers;
    private final MetricsText text;

    private RouterMetrics(List<RouterReport> routers, MetricsText text) {
        this.routers = routers;
        this.text = text;
    }

    static void write(List<RouterReport> routers, MetricsText text) {
        List<RouterReport> open =
                routers.stream().filter(router -> router.counters().isPresent()).toList();
        if (!open.isEmpty()) {
            new RouterMetrics(open, text).write();
        }
    }

    private void write() {
        each("fairlead_vrrp_transitions_total", "Changes of state.", RouterCounters::stateChanges);
        each(
                "fairlead_vrrp_advertisements_sent_total",
                "Advertisements sent, one for each peer.",
                RouterCounters::sent);
        text.metric("fairlead_vrrp_advertisements_received_total", COUNTER, "Advertisements that passed all checks.");
        for (RouterReport router : routers) {
            counters(router)
                    .received()
                    .forEach((form, count) -> text.sample(
                            count, labels(router, "checksum", form.name().toLowerCase(Locale.ROOT))));
        }
        text.metric("fairlead_vrrp_rejected_total", COUNTER, "Packets that did not pass, by reason.");
        for (RouterReport router : routers) {
            counters(router)
                    .rejected()
                    .forEach((reason, count) -> text.sample(count, labels(router, "reason", reason.label())));
        }
        text.metric("fairlead_vrrp_notices_total", COUNTER, "What was worth telling, by kind.");
        for (RouterReport router : routers) {
            counters(router)
                    .notices()
                    .forEach((kind, count) -> text.sample(count, labels(router, "kind", kind.label())));
        }
        each(
                "fairlead_vrrp_announcements_total",
                "Gratuitous ARP and unsolicited NA frames.",
                RouterCounters::announced);
        each(
                "fairlead_vrrp_lease_renewals_total",
                "Renewals of the addresses' kernel lifetime.",
                RouterCounters::renewals);
        text.metric("fairlead_vrrp_timer_worst_lateness_seconds", "gauge", "The worst since the start.");
        for (RouterReport router : routers) {
            text.sample(counters(router).lateness().worstNanos() / 1e9, labels(router));
        }
    }

    private void each(String name, String help, ToDoubleFunction<RouterCounters> value) {
        text.metric(name, COUNTER, help);
        for (RouterReport router : routers) {
            text.sample(value.applyAsDouble(counters(router)), labels(router));
        }
    }

    private static RouterCounters counters(RouterReport router) {
        return router.counters().orElseThrow();
    }

    private static Map<String, String> labels(RouterReport router) {
        return Map.of(
                "vrid", Integer.toString(router.router().virtualRouterId().orElse(0)),
                "family", router.router().address().address().family().name().toLowerCase(Locale.ROOT),
                "interface", router.router().interfaceName());
    }

    private static Map<String, String> labels(RouterReport router, String label, String value) {
        Map<String, String> labels = new HashMap<>(labels(router));
        labels.put(label, value);
        return labels;
    }
}
