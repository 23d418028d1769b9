package io.fairlead.agent.status;

import io.fairlead.agent.member.GuardView;
import io.fairlead.agent.status.StatusReport.ActiveReport;
import io.fairlead.agent.status.StatusReport.LanReport;
import io.fairlead.agent.status.StatusReport.MemberReport;
import io.fairlead.agent.status.StatusReport.PortReport;
import io.fairlead.agent.status.StatusReport.ServiceReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The report for a terminal of 80 columns.
 *
 * <pre>
 *   Fairlead 0.1.0 · as of 0.3 s ago
 *   Engine      Docker Engine 20.10.24, API 1.41
 *   Forwarding  ipvs: the kernel has ip_vs
 *
 *   shop
 *     LAN VIP        192.168.156.156/32 on eth0, VRID 156: active
 *       80/tcp       → 172.18.0.201:80       rr    in place
 *     Container VIP  172.18.0.201 on shop: held by h2 (172.18.0.8), heard 0.1 s ago
 *       h1           exited
 *       h2           running     172.18.0.8
 * </pre>
 */
public final class StatusTable {
    private static final int WIDTH = 80;

    /** The whole list is in the JSON. */
    private static final int SHOWN_DECISIONS = 5;

    private static final int MOST_CHECKS = 20;

    private final List<String> lines = new ArrayList<>();

    private StatusTable() {}

    /** The lines, none longer than 80 characters; {@code now} is the reader's clock. */
    public static List<String> of(StatusReport report, Instant now) {
        StatusTable table = new StatusTable();
        table.head(report, Duration.between(Instant.parse(report.asOf()), now));
        report.services().forEach(table::service);
        table.checks(report.checks());
        report.failover().forEach(table::failover);
        report.restarts().forEach(table::restart);
        if (report.services().isEmpty()) {
            table.line("", "No container has labels of Fairlead (io.fairlead.vip=…).");
        }
        table.guard(report.guard());
        report.problems().forEach(problem -> table.line("Problem     ", problem));
        report.warnings().forEach(warning -> table.line("Warning     ", warning));
        return List.copyOf(table.lines);
    }

    private void guard(GuardView guard) {
        if (!guard.isOn()) {
            line("Guard       ", "off: " + guard.reason());
        }
        for (GuardView.Refused refused : guard.refused()) {
            line(
                    "Guard       ",
                    refused.packets() + " packets of VRRP or ARP refused from " + refused.container() + " ("
                            + refused.port() + "), which is no member");
        }
    }

    private void head(StatusReport report, Duration age) {
        boolean stale = age.compareTo(Published.STALE) > 0;
        line(
                "Fairlead    ",
                report.version() + ", as of " + seconds(age.toMillis()) + " ago"
                        + (stale ? ": STALE, the agent hangs or the clocks differ" : ""));
        line(
                "Engine      ",
                report.engine().connected()
                        ? report.engine().description()
                        : "does not answer" + since(report) + ": "
                                + report.engine().trouble());
        line(
                "Forwarding  ",
                report.forwarding().mode() + ": " + report.forwarding().reason());
        if (!report.forwarding().rules().isEmpty()) {
            line("Rules       ", report.forwarding().rules());
        }
        if (!report.forwarding().ipvs().isEmpty()) {
            line(
                    "IPVS        ",
                    report.forwarding().ipvs().entrySet().stream()
                            .map(each -> each.getKey() + " " + each.getValue())
                            .collect(Collectors.joining("; ")));
        }
        if (report.released()) {
            line("Released    ", "nothing is held or forwarded until the agent is started again");
        }
        lines.add("");
    }

    private static String since(StatusReport report) {
        return report.engine().lostAt().isEmpty()
                ? ""
                : " for "
                        + seconds(
                                Duration.between(Instant.parse(report.engine().lostAt()), Instant.parse(report.asOf()))
                                        .toMillis());
    }

    private void service(ServiceReport service) {
        lines.add(service.name());
        if (service.lan() != null) {
            lan(service.lan(), service.vip());
        }
        if (service.vip().isEmpty()) {
            lines.add("");
            return;
        }
        line("  Container VIP  ", service.vip() + " on " + service.network() + ": " + active(service.active()));
        service.members().forEach(this::member);
        lines.add("");
    }

    private void lan(LanReport lan, String vip) {
        String vrid = lan.vrid() == 0 ? "alone" : "VRID " + lan.vrid();
        line(
                "  LAN VIP        ",
                lan.address() + " on " + lan.interfaceName() + ", " + vrid + ": " + lan.state()
                        + (lan.why().isEmpty() ? "" : ", " + lan.why()));
        lan.ports().forEach(port -> port(port, vip));
    }

    private void port(PortReport port, String vip) {
        String plain = vip + ":" + port.vipPort();
        boolean toVip = !vip.isEmpty()
                && port.targets().size() <= 1
                && port.targets().stream().allMatch(target -> target.startsWith(plain + " "));
        int count = port.targets().size();
        line(
                "    " + pad(name(port), 13),
                "→ " + pad(toVip ? plain : count + (count == 1 ? " target" : " targets"), 22)
                        + pad(port.scheduler(), 6)
                        + (port.method().equals("nat") ? "" : port.method() + " ")
                        + (port.inPlace() ? "in place" : "NOT FORWARDED"));
        if (!toVip) {
            port.targets().forEach(target -> line("    " + " ".repeat(13), "  " + target));
        }
    }

    private static String name(PortReport port) {
        return port.protocol().startsWith("mark")
                ? port.protocol()
                : (port.lanPort() == 0 ? "all" : port.lanPort()) + "/" + port.protocol();
    }

    private static String active(ActiveReport active) {
        if (!active.isKnown()) {
            return "holder unknown: " + active.why();
        }
        String who = active.container().isEmpty() ? "a stranger" : active.container();
        return "held by " + who + " (" + active.address() + "), heard " + seconds(active.heardMillisAgo()) + " ago";
    }

    private void member(MemberReport member) {
        line("    " + pad(member.name(), 13), pad(member.state(), 12) + String.join(" ", member.addresses()));
    }

    /** Of many, those of which there is something to say. */
    private void checks(List<ServerReport> checks) {
        long healthy = checks.stream().filter(StatusTable::isQuiet).count();
        boolean many = checks.size() > MOST_CHECKS;
        if (!checks.isEmpty()) {
            line("Checks      ", checks.size() + ", of which " + healthy + " are well");
            checks.stream()
                    .filter(check -> !many || !isQuiet(check))
                    .limit(MOST_CHECKS)
                    .forEach(this::check);
            lines.add("");
        }
    }

    private static boolean isQuiet(ServerReport check) {
        return check.verdict().equals("healthy")
                && check.reason().isEmpty()
                && check.warning().isEmpty();
    }

    private void check(ServerReport check) {
        String weight = check.weightPercent() == 100 ? "" : ", weight " + check.weightPercent() + " %";
        String trouble = check.reason().isEmpty() ? check.answer() : check.reason();
        line(
                "    " + pad(check.server(), 22),
                pad(check.check(), 9)
                        + pad(check.verdict(), 10)
                        + trouble
                        + weight
                        + (check.warning().isEmpty() ? "" : "; " + check.warning()));
    }

    private void failover(FailoverReport failover) {
        line("Failover    ", failover.service() + ": " + failover.situation());
        failover.members()
                .forEach(member -> line(
                        "    " + pad(member.name(), 13),
                        pad(member.role().isEmpty() ? "-" : member.role(), 12)
                                + member.health()
                                + (member.connected() ? "" : ", not connected")
                                + (member.frozen() ? ", frozen" : "")));
        failover.decisions().stream()
                .skip(Math.max(0, failover.decisions().size() - SHOWN_DECISIONS))
                .forEach(said -> line(
                        "    " + pad(seconds(said.agoMillis()) + " ago", 13),
                        said.what().toLowerCase(Locale.ROOT) + " " + said.member() + ": " + said.reason()));
        lines.add("");
    }

    private void restart(RestartReport restart) {
        String failure = restart.failure().isEmpty() ? "" : "; the latest attempt failed: " + restart.failure();
        line(
                "Restart     ",
                restart.container()
                        + (restart.owner().isEmpty() ? "" : " (in the network of " + restart.owner() + ")")
                        + (restart.gaveUp() ? " GIVEN UP: " : ": ")
                        + restart.situation()
                        + failure);
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }

    private static String pad(String text, int width) {
        return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
    }

    /** A label and its text; what is too long goes on below the text. */
    private void line(String label, String text) {
        String indent = " ".repeat(Math.min(label.length(), WIDTH / 3));
        StringBuilder current = new StringBuilder(label);
        boolean empty = true;
        for (String word : text.stripTrailing().split("(?<=\\S) (?=\\S)", -1)) {
            if (!empty && current.length() + 1 + word.length() > WIDTH) {
                lines.add(current.toString());
                current = new StringBuilder(indent);
                empty = true;
            }
            current.append(empty ? "" : " ").append(word);
            empty = false;
        }
        lines.add(current.toString());
    }
}
