package io.fairlead.agent.cli;

import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.linux.ipvs.Connection;
import io.fairlead.linux.ipvs.IpvsReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who is connected where, for a terminal of 80 columns.
 *
 * <pre>
 *   TCP 192.168.1.157:3306  wlc                                                db
 *     192.168.1.20:51234     → 10.0.0.1:3306          ESTABLISHED     14:57
 *     192.168.1.20           → 10.0.0.1:3306          remembered       0:48
 * </pre>
 */
final class IpvsConnections {
    private static final int PLACE = 23;
    private static final Comparator<Connection> ORDER = Comparator.comparing(Connection::destination)
            .thenComparingInt(Connection::destinationPort)
            .thenComparing(Connection::client)
            .thenComparingInt(Connection::clientPort);

    private IpvsConnections() {}

    static List<String> lines(List<IpvsReader.Service> services, List<Connection> connections, IpvsNames names) {
        Map<String, List<Connection>> byService = group(services, connections);
        Map<String, String> heads = new LinkedHashMap<>();
        services.forEach(
                service -> heads.put(service.report().service().key().toString(), IpvsServices.head(service, names)));
        List<String> lines = new ArrayList<>();
        byService.forEach((key, all) -> {
            lines.add(heads.getOrDefault(key, key));
            all.stream().sorted(ORDER).forEach(each -> lines.add(line(each)));
            lines.add("");
        });
        lines.add(total(connections));
        return lines.stream().map(String::stripTrailing).toList();
    }

    /** By service in the order of services; what belongs to none that is there comes last, under its own address. */
    private static Map<String, List<Connection>> group(
            List<IpvsReader.Service> services, List<Connection> connections) {
        List<ServiceKey> keys = services.stream()
                .map(service -> service.report().service().key())
                .toList();
        Map<String, List<Connection>> byService = new LinkedHashMap<>();
        keys.forEach(key -> byService.put(key.toString(), new ArrayList<>()));
        for (Connection each : connections) {
            String key = keys.stream()
                    .filter(service -> belongs(each, service))
                    .map(ServiceKey::toString)
                    .findFirst()
                    .orElse(each.protocol() + " " + IpvsWords.place(each.virtualAddress(), each.virtualPort()));
            byService.computeIfAbsent(key, _ -> new ArrayList<>()).add(each);
        }
        byService.values().removeIf(List::isEmpty);
        return byService;
    }

    /** A service for every port is asked last, as in the kernel. */
    private static boolean belongs(Connection each, ServiceKey key) {
        return key instanceof ServiceKey.Address(TransportProtocol protocol, var address, int port)
                && each.protocol().equals(protocol.name())
                && each.virtualAddress().equals(address)
                && (port == each.virtualPort() || port == 0);
    }

    private static String line(Connection each) {
        String client =
                each.isTemplate() ? each.client().toString() : IpvsWords.place(each.client(), each.clientPort());
        String target = IpvsWords.place(each.destination(), each.destinationPort());
        String end = "%-12s%9s"
                .formatted(each.isTemplate() ? "remembered" : each.state(), IpvsWords.time(each.expiresSeconds()));
        if (client.length() >= PLACE || target.length() >= PLACE) {
            return "  " + client + "\n  " + " ".repeat(4) + "→ " + target + "  " + end.strip();
        }
        return "  %-23s→ %-23s%s".formatted(client, target, end);
    }

    private static String total(List<Connection> connections) {
        long open = connections.stream()
                .filter(each -> each.state().equals("ESTABLISHED"))
                .count();
        long remembered = connections.stream().filter(Connection::isTemplate).count();
        return count(connections.size() - remembered, "connection") + ", " + open + " of them established; "
                + count(remembered, "client") + " remembered by persistence";
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
