package io.fairlead.tests.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Network;
import io.fairlead.core.net.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** Answers the calls of Docker's API that only read, in the form of 20.10, on loopback of the calling thread's namespace. */
final class RecordedEngine implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final List<Container> containers;
    private final Network network;

    RecordedEngine(List<Container> containers, Network network) throws IOException {
        this.containers = containers;
        this.network = network;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    URI host() {
        return URI.create("tcp://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath().replaceFirst("^/v1\\.41", "");
            String[] words = path.split("/", -1);
            JsonNode answer = switch (words[1]) {
                case "version" ->
                    JSON.createObjectNode()
                            .put("Version", "20.10.24")
                            .put("ApiVersion", "1.41")
                            .put("MinAPIVersion", "1.12");
                case "networks" -> network();
                case "containers" -> words[2].equals("json") ? list() : inspected(words[2]);
                default -> throw new IOException("nobody should ask for " + path);
            };
            byte[] octets = answer.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, octets.length);
            exchange.getResponseBody().write(octets);
        }
    }

    private ArrayNode list() {
        ArrayNode list = JSON.createArrayNode();
        for (Container container : containers) {
            ObjectNode node = list.addObject().put("Id", container.id()).put("State", state(container));
            node.putArray("Names").add("/" + container.name());
            ObjectNode labels = node.putObject("Labels");
            container.labels().forEach(labels::put);
            ObjectNode networks = node.putObject("NetworkSettings").putObject("Networks");
            for (Container.Attachment attachment : container.attachments()) {
                networks.putObject(attachment.networkName())
                        .put("NetworkID", attachment.networkId())
                        .put("IPAddress", attachment.addresses().getFirst().toString())
                        .put("MacAddress", attachment.mac().orElseThrow().toString());
            }
        }
        return list;
    }

    private static String state(Container container) {
        return container.state().name().toLowerCase(Locale.ROOT);
    }

    private JsonNode inspected(String id) throws IOException {
        Container container = containers.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IOException("there is no " + id));
        ObjectNode node = JSON.createObjectNode().put("Id", id);
        node.putObject("State")
                .put("Status", state(container))
                .put("Pid", container.pid())
                .put("StartedAt", "2026-01-01T00:00:00Z");
        node.putObject("HostConfig");
        return node;
    }

    private JsonNode network() {
        ObjectNode node = JSON.createObjectNode()
                .put("Id", network.id())
                .put("Name", network.name())
                .put("Driver", network.driver());
        ObjectNode pool = node.putObject("IPAM").putArray("Config").addObject();
        Network.Pool only = network.pools().getFirst();
        pool.put("Subnet", only.subnet().toString()).put("Gateway", "10.77.0.1");
        only.range().ifPresent(range -> pool.put("IPRange", range.toString()));
        ObjectNode auxiliary = pool.putObject("AuxiliaryAddresses");
        only.auxiliary().forEach((String name, IpAddress address) -> auxiliary.put(name, address.toString()));
        node.putObject("Options")
                .put("com.docker.network.bridge.name", network.bridge().orElseThrow());
        return node;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
