package io.fairlead.agent.status;

import io.fairlead.agent.channel.ChannelCounters;
import io.fairlead.agent.member.GuardView;
import io.fairlead.agent.status.StatusReport.LanReport;
import io.fairlead.agent.status.StatusReport.MemberReport;
import io.fairlead.agent.status.StatusReport.ServiceReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The report as metrics. */
final class Metrics {
    private static final List<String> LAN_STATES = List.of("active", "backup", "resigning", "initialize", "held-back");
    private static final List<String> MODES = List.of("none", "ipvs", "nftables", "iptables");
    private static final String GAUGE = "gauge";

    private final MetricsText text = new MetricsText();

    private Metrics() {}

    static String of(Published published) {
        Metrics metrics = new Metrics();
        metrics.host(published);
        metrics.guard(published.report().guard());
        metrics.services(published.report().services());
        metrics.restarts(published.report().restarts());
        CheckMetrics.write(published.report().checks(), published.checkLateness(), metrics.text);
        metrics.channel(published.channel());
        RouterMetrics.write(published.routers(), metrics.text);
        return metrics.text.toString();
    }

    private void host(Published published) {
        StatusReport report = published.report();
        text.metric("fairlead_agent_info", GAUGE, "Version of the agent.")
                .sample(1, Map.of("version", report.version()));
        text.metric("fairlead_agent_status_age_seconds", GAUGE, "Age of what the other metrics say.")
                .sample(published.age(System.nanoTime()).toMillis() / 1000.0);
        text.metric("fairlead_agent_engine_connected", GAUGE, "1 if the Docker Engine answers.")
                .sample(report.engine().connected(), Map.of());
        text.metric("fairlead_agent_released", GAUGE, "1 if an operator had everything given up.")
                .sample(report.released(), Map.of());
        text.metric("fairlead_agent_problems", GAUGE, "What is wrong now, for instance with labels; see the status.")
                .sample(report.problems().size());
        text.metric("fairlead_agent_warnings", GAUGE, "What an operator should know; see the status.")
                .sample(report.warnings().size());
        text.metric("fairlead_forwarding_mode", GAUGE, "1 for the mode in use.");
        MODES.forEach(mode -> text.sample(report.forwarding().mode().equals(mode), Map.of("mode", mode)));
    }

    private void guard(GuardView guard) {
        text.metric("fairlead_guard_on", GAUGE, "1 if VRRP and claims of the addresses are taken from members alone.")
                .sample(guard.isOn(), Map.of());
        text.metric("fairlead_guard_dropped_packets_total", "counter", "What the guard refused, by who sent it.");
        guard.refused()
                .forEach(each -> text.sample(
                        (double) each.packets(), Map.of("container", each.container(), "port", each.port())));
    }

    private void services(List<ServiceReport> services) {
        text.metric("fairlead_service_members", GAUGE, "Containers of a service by the engine's state.");
        services.forEach(this::members);
        text.metric("fairlead_service_vip_held", GAUGE, "1 if somebody is heard who holds the container VIP; by whom.");
        for (ServiceReport service : services) {
            text.sample(
                    service.active().isKnown(),
                    Map.of(
                            "service", service.name(),
                            "vip", service.vip(),
                            "container", service.active().container()));
        }
        List<ServiceReport> onLan =
                services.stream().filter(service -> service.lan() != null).toList();
        text.metric("fairlead_lan_state", GAUGE, "1 for the state of the LAN address on this host.");
        onLan.forEach(this::lan);
        text.metric("fairlead_lan_port_in_place", GAUGE, "1 if the kernel forwards the port.");
        onLan.forEach(this::ports);
    }

    private void restarts(List<RestartReport> restarts) {
        text.metric("fairlead_restart_attempts_total", "counter", "Restarts that the agent has begun, by container.");
        restarts.forEach(each -> text.sample((double) each.total(), restartLabels(each)));
        text.metric("fairlead_restart_attempts", GAUGE, "Those that count: it was not well for long enough since.");
        restarts.forEach(each -> text.sample(each.attempts(), restartLabels(each)));
        text.metric(
                "fairlead_restart_given_up", GAUGE, "1 if the container is left as it is until a person starts it.");
        restarts.forEach(each -> text.sample(each.gaveUp(), restartLabels(each)));
    }

    private static Map<String, String> restartLabels(RestartReport restart) {
        return Map.of("service", restart.service(), "container", restart.container());
    }

    private void channel(ChannelCounters counters) {
        text.metric("fairlead_channel_sidecars", GAUGE, "Sidecars that are connected.")
                .sample(counters.connected());
        text.metric("fairlead_channel_welcomed_total", "counter", "Connections of sidecars that were welcomed.")
                .sample((double) counters.accepted());
        text.metric("fairlead_channel_reports_total", "counter", "Reports of sidecars.")
                .sample((double) counters.reports());
        text.metric("fairlead_channel_refused_total", "counter", "Connections not taken or not kept, by reason.");
        counters.refused().forEach((reason, count) -> text.sample((double) count, Map.of("reason", reason)));
    }

    private void members(ServiceReport service) {
        Map<String, Integer> byState = new TreeMap<>();
        for (MemberReport member : service.members()) {
            byState.merge(member.state(), 1, Integer::sum);
        }
        byState.forEach((state, count) -> text.sample(count, Map.of("service", service.name(), "state", state)));
    }

    private void lan(ServiceReport service) {
        LanReport lan = service.lan();
        for (String state : LAN_STATES) {
            text.sample(
                    lan.state().equals(state),
                    Map.of("service", service.name(), "address", lan.address(), "state", state));
        }
    }

    private void ports(ServiceReport service) {
        service.lan()
                .ports()
                .forEach(port -> text.sample(
                        port.inPlace(),
                        Map.of(
                                "service", service.name(),
                                "address", service.lan().address(),
                                "port", Integer.toString(port.lanPort()),
                                "protocol", port.protocol())));
    }
}
