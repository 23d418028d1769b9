package io.fairlead.agent.cli;

import io.fairlead.core.ipvs.Destination;
import io.fairlead.linux.ipvs.DestinationReport;
import io.fairlead.linux.ipvs.IpvsReader;
import io.fairlead.linux.ipvs.Stats;
import java.util.ArrayList;
import java.util.List;

/**
 * Services with their targets for a terminal of 80 columns.
 *
 * <pre>
 *   TCP 192.168.1.157:3306  wlc  persistent 50 s                               db
 *     target                 method   weight active  idle conn/s  in B/s out B/s
 *     10.0.0.1:3306          nat           2     12     3      4   12.3k    1.2M
 * </pre>
 */
final class IpvsServices {
    private static final int WIDTH = 80;
    private static final int PLACE = 23;
    private static final String ROW = "  %-23s%-9s%6s%7s%6s%7s%8s%8s";

    private IpvsServices() {}

    /** The lines; {@code totals}: what passed so far instead of rates. */
    static List<String> lines(List<IpvsReader.Service> services, IpvsNames names, boolean totals) {
        List<String> lines = new ArrayList<>();
        if (services.isEmpty()) {
            return List.of("The kernel has ip_vs, and no virtual service.");
        }
        for (IpvsReader.Service service : services) {
            lines.add(head(service, names));
            lines.add(
                    totals
                            ? ROW.formatted("target", "method", "weight", "active", "idle", "conns", "in B", "out B")
                            : ROW.formatted(
                                    "target", "method", "weight", "active", "idle", "conn/s", "in B/s", "out B/s"));
            service.destinations().forEach(target -> lines.addAll(row(target, totals)));
            lines.add(sum(service, totals));
            lines.add("");
        }
        lines.removeLast();
        return lines.stream().map(String::stripTrailing).toList();
    }

    /** What it is; and at the right end, or below, whose. */
    static String head(IpvsReader.Service service, IpvsNames names) {
        String what = IpvsWords.service(service.report().service());
        String name = names.of(service.report().service().key());
        int gap = WIDTH - what.length() - name.length();
        return name.isEmpty() ? what : gap >= 2 ? what + " ".repeat(gap) + name : what + "\n  " + name;
    }

    private static List<String> row(DestinationReport report, boolean totals) {
        Destination target = report.destination();
        String place = target.key().toString();
        String row = row(
                place.length() < PLACE ? place : "",
                IpvsWords.method(target),
                Integer.toString(target.weight()),
                IpvsWords.number(report.activeConnections()),
                IpvsWords.number(report.inactiveConnections()),
                report.stats(),
                totals);
        // An IPv6 address needs a line of its own.
        return place.length() < PLACE ? List.of(row) : List.of("  " + place, row);
    }

    private static String sum(IpvsReader.Service service, boolean totals) {
        return row(
                "all",
                "",
                "",
                IpvsWords.number(service.destinations().stream()
                        .mapToLong(DestinationReport::activeConnections)
                        .sum()),
                IpvsWords.number(service.destinations().stream()
                        .mapToLong(DestinationReport::inactiveConnections)
                        .sum()),
                service.report().stats(),
                totals);
    }

    private static String row(
            String place, String method, String weight, String active, String idle, Stats stats, boolean totals) {
        return ROW.formatted(
                place,
                method,
                weight,
                active,
                idle,
                IpvsWords.number(totals ? stats.connections() : stats.connectionsPerSecond()),
                IpvsWords.number(totals ? stats.inBytes() : stats.inBytesPerSecond()),
                IpvsWords.number(totals ? stats.outBytes() : stats.outBytesPerSecond()));
    }
}
