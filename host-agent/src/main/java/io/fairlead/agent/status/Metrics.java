package io.fairlead.agent.status;

import io.fairlead.agent.status.StatusReport.LanReport;
import io.fairlead.agent.status.StatusReport.MemberReport;
import io.fairlead.agent.status.StatusReport.ServiceReport;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The report in Prometheus' text format 0.0.4. */
final class Metrics {
    private static final List<String> LAN_STATES = List.of("active", "backup", "resigning", "initialize", "held-back");
    private static final List<String> MODES = List.of("none", "ipvs", "nftables", "iptables");

    private final StringBuilder out = new StringBuilder();

    private Metrics() {}

    static String of(Published published) {
        Metrics metrics = new Metrics();
        metrics.host(published);
        metrics.services(published.report().services());
        return metrics.out.toString();
    }

    private void host(Published published) {
        StatusReport report = published.report();
        help("fairlead_agent_info", "The agent's version.");
        sample("fairlead_agent_info", Map.of("version", report.version()), 1);
        help("fairlead_agent_report_age_seconds", "Time since the loop last reported; grows if it hangs.");
        sample(
                "fairlead_agent_report_age_seconds",
                Map.of(),
                published.age(System.nanoTime()).toMillis() / 1000.0);
        help("fairlead_agent_engine_connected", "1 if the Docker Engine answers.");
        sample("fairlead_agent_engine_connected", Map.of(), report.engine().connected() ? 1 : 0);
        help("fairlead_agent_released", "1 if an operator had everything given up.");
        sample("fairlead_agent_released", Map.of(), report.released() ? 1 : 0);
        help("fairlead_agent_problems", "What is wrong now, for instance with labels; see the status.");
        sample("fairlead_agent_problems", Map.of(), report.problems().size());
        help("fairlead_agent_warnings", "What an operator should know; see the status.");
        sample("fairlead_agent_warnings", Map.of(), report.warnings().size());
        help("fairlead_forwarding_mode", "1 for the mode in use.");
        MODES.forEach(mode -> sample(
                "fairlead_forwarding_mode",
                Map.of("mode", mode),
                report.forwarding().mode().equals(mode) ? 1 : 0));
    }

    private void services(List<ServiceReport> services) {
        help("fairlead_service_members", "Containers of a service by the engine's state.");
        for (ServiceReport service : services) {
            Map<String, Integer> byState = new TreeMap<>();
            for (MemberReport member : service.members()) {
                byState.merge(member.state(), 1, Integer::sum);
            }
            byState.forEach((state, count) ->
                    sample("fairlead_service_members", Map.of("service", service.name(), "state", state), count));
        }
        help("fairlead_service_vip_held", "1 if somebody is heard who holds the container VIP; by whom.");
        for (ServiceReport service : services) {
            sample(
                    "fairlead_service_vip_held",
                    Map.of(
                            "service", service.name(),
                            "vip", service.vip(),
                            "container", service.active().container()),
                    service.active().isKnown() ? 1 : 0);
        }
        help("fairlead_lan_state", "1 for the state of the LAN address on this host.");
        services.stream().filter(service -> service.lan() != null).forEach(this::lan);
        help("fairlead_lan_port_in_place", "1 if the kernel forwards the port.");
        services.stream().filter(service -> service.lan() != null).forEach(this::ports);
    }

    private void lan(ServiceReport service) {
        LanReport lan = service.lan();
        for (String state : LAN_STATES) {
            sample(
                    "fairlead_lan_state",
                    Map.of("service", service.name(), "address", lan.address(), "state", state),
                    lan.state().equals(state) ? 1 : 0);
        }
    }

    private void ports(ServiceReport service) {
        service.lan()
                .ports()
                .forEach(port -> sample(
                        "fairlead_lan_port_in_place",
                        Map.of(
                                "service", service.name(),
                                "address", service.lan().address(),
                                "port", Integer.toString(port.lanPort()),
                                "protocol", port.protocol()),
                        port.inPlace() ? 1 : 0));
    }

    private void help(String name, String text) {
        out.append("# HELP ").append(name).append(' ').append(text).append('\n');
        out.append("# TYPE ").append(name).append(" gauge\n");
    }

    private void sample(String name, Map<String, String> labels, double value) {
        out.append(name);
        if (!labels.isEmpty()) {
            StringBuilder inner = new StringBuilder();
            new TreeMap<>(labels)
                    .forEach((label, text) -> inner.append(inner.isEmpty() ? "" : ",")
                            .append(label)
                            .append("=\"")
                            .append(text.replace("\\", "\\\\")
                                    .replace("\"", "\\\"")
                                    .replace("\n", "\\n"))
                            .append('"'));
            out.append('{').append(inner).append('}');
        }
        out.append(' ').append(value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value));
        out.append('\n');
    }
}
