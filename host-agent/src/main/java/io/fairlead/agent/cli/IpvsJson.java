package io.fairlead.agent.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.linux.ipvs.Connection;
import io.fairlead.linux.ipvs.DestinationReport;
import io.fairlead.linux.ipvs.IpvsReader;
import io.fairlead.linux.ipvs.Stats;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** IPVS as JSON. */
final class IpvsJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private IpvsJson() {}

    /** {@code pretty}: on several lines. */
    static String of(
            List<IpvsReader.Service> services,
            IpvsNames names,
            Optional<List<Connection>> connections,
            boolean pretty) {
        ObjectNode root = JSON.createObjectNode();
        ArrayNode all = root.putArray("services");
        services.forEach(service -> service(all.addObject(), service, names));
        connections.ifPresent(list -> {
            ArrayNode open = root.putArray("connections");
            list.forEach(each -> connection(open.addObject(), each));
        });
        try {
            return pretty
                    ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root)
                    : JSON.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new AssertionError("a tree can be written", e);
        }
    }

    private static void service(ObjectNode node, IpvsReader.Service service, IpvsNames names) {
        VirtualService wanted = service.report().service();
        node.put("name", names.names().getOrDefault(wanted.key(), ""));
        switch (wanted.key()) {
            case ServiceKey.Address address ->
                node.put("protocol", address.protocol().name().toLowerCase(Locale.ROOT))
                        .put("address", address.address().toString())
                        .put("port", address.port());
            case ServiceKey.FirewallMark mark ->
                node.put("mark", Integer.toUnsignedLong(mark.mark()))
                        .put("family", mark.family().name());
        }
        node.put("scheduler", wanted.scheduler().name());
        ArrayNode flags = node.putArray("flags");
        wanted.flags().stream().sorted().forEach(flag -> flags.add(flag.name()));
        wanted.persistence()
                .ifPresent(persistence -> node.putObject("persistence")
                        .put("seconds", persistence.timeoutSeconds())
                        .put("prefixLength", persistence.prefixLength()));
        stats(node.putObject("stats"), service.report().stats());
        ArrayNode targets = node.putArray("targets");
        service.destinations().forEach(target -> target(targets.addObject(), target));
    }

    private static void target(ObjectNode node, DestinationReport report) {
        node.put("address", report.destination().key().address().toString())
                .put("port", report.destination().key().port())
                .put("method", IpvsWords.method(report.destination()))
                .put("weight", report.destination().weight())
                .put("upperThreshold", report.destination().upperThreshold())
                .put("lowerThreshold", report.destination().lowerThreshold())
                .put("active", report.activeConnections())
                .put("inactive", report.inactiveConnections())
                .put("persistent", report.persistentConnections());
        stats(node.putObject("stats"), report.stats());
    }

    private static void stats(ObjectNode node, Stats stats) {
        node.put("connections", stats.connections())
                .put("inPackets", stats.inPackets())
                .put("outPackets", stats.outPackets())
                .put("inBytes", stats.inBytes())
                .put("outBytes", stats.outBytes())
                .put("connectionsPerSecond", stats.connectionsPerSecond())
                .put("inPacketsPerSecond", stats.inPacketsPerSecond())
                .put("outPacketsPerSecond", stats.outPacketsPerSecond())
                .put("inBytesPerSecond", stats.inBytesPerSecond())
                .put("outBytesPerSecond", stats.outBytesPerSecond());
    }

    private static void connection(ObjectNode node, Connection each) {
        node.put("protocol", each.protocol())
                .put("client", IpvsWords.place(each.client(), each.clientPort()))
                .put("virtual", IpvsWords.place(each.virtualAddress(), each.virtualPort()))
                .put("target", IpvsWords.place(each.destination(), each.destinationPort()))
                .put("state", each.state())
                .put("expiresSeconds", each.expiresSeconds())
                .put("remembered", each.isTemplate());
    }
}
