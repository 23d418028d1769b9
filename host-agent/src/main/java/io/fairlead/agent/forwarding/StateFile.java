package io.fairlead.agent.forwarding;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.linux.namespace.NamespaceIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * {@link ForwardingState} as a file. It is worth something only in the kernel and the network namespace of which it tells,
 * so it names them; one from before a reboot claims nothing.
 *
 * @param kernel the running kernel and the namespace, in words
 */
record StateFile(Path path, String kernel) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path BOOT_ID = Path.of("/proc/sys/kernel/random/boot_id");

    /** For the calling thread's network namespace. */
    static StateFile here(Path path) {
        NamespaceIdentity namespace = NamespaceIdentity.of(Path.of("/proc/thread-self/ns/net"));
        try {
            return new StateFile(
                    path, Files.readString(BOOT_ID).strip() + " net:" + namespace.device() + ":" + namespace.inode());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What it says; empty if there is no file, or one of another kernel.
     *
     * @throws IOException if it cannot be read or understood
     */
    ForwardingState read() throws IOException {
        if (!Files.exists(path)) {
            return ForwardingState.EMPTY;
        }
        JsonNode root;
        try {
            root = JSON.readTree(Files.readString(path));
        } catch (JacksonException e) {
            throw new IOException("it is no JSON: " + e.getOriginalMessage(), e);
        }
        if (!root.path("kernel").asText().equals(kernel)) {
            return ForwardingState.EMPTY;
        }
        Set<ServiceKey> owned = new HashSet<>();
        for (JsonNode service : root.path("ipvs")) {
            owned.add(key(service));
        }
        Map<String, RuleMark> rules = new HashMap<>();
        for (Map.Entry<String, JsonNode> place : root.path("rules").properties()) {
            rules.put(
                    place.getKey(),
                    new RuleMark(
                            place.getValue().path("written").asText(),
                            place.getValue().path("listed").asText()));
        }
        Map<String, ChangedSetting> settings = new HashMap<>();
        for (Map.Entry<String, JsonNode> setting : root.path("settings").properties()) {
            settings.put(
                    setting.getKey(),
                    new ChangedSetting(
                            setting.getValue().path("before").asText(),
                            setting.getValue().path("written").asText()));
        }
        Set<String> daemons = new HashSet<>();
        root.path("daemons").forEach(daemon -> daemons.add(daemon.asText()));
        return new ForwardingState(owned, rules, settings, daemons);
    }

    private static ServiceKey key(JsonNode service) throws IOException {
        try {
            return service.has("mark")
                    ? new ServiceKey.FirewallMark(
                            AddressFamily.valueOf(service.path("family").asText()),
                            Integer.parseUnsignedInt(service.path("mark").asText()))
                    : new ServiceKey.Address(
                            TransportProtocol.valueOf(service.path("protocol").asText()),
                            IpAddress.parse(service.path("address").asText()),
                            service.path("port").asInt());
        } catch (IllegalArgumentException e) {
            throw new IOException("no service is " + service + ": " + e.getMessage(), e);
        }
    }

    private static void write(ServiceKey key, ObjectNode service) {
        switch (key) {
            case ServiceKey.Address(TransportProtocol protocol, IpAddress address, int port) ->
                service.put("protocol", protocol.name())
                        .put("address", address.toString())
                        .put("port", port);
            case ServiceKey.FirewallMark(AddressFamily family, int mark) ->
                service.put("family", family.name()).put("mark", Integer.toUnsignedString(mark));
        }
    }

    /** Puts it in place of the old one at once, so that a death in between leaves one of the two. */
    void write(ForwardingState state) throws IOException {
        ObjectNode root = JSON.createObjectNode().put("kernel", kernel);
        ArrayNode services = root.putArray("ipvs");
        state.owned().stream().sorted().forEach(key -> write(key, services.addObject()));
        ObjectNode rules = root.putObject("rules");
        state.rules().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(place -> rules.putObject(place.getKey())
                        .put("written", place.getValue().written())
                        .put("listed", place.getValue().listed()));
        ObjectNode settings = root.putObject("settings");
        state.settings().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(setting -> settings.putObject(setting.getKey())
                        .put("before", setting.getValue().before())
                        .put("written", setting.getValue().written()));
        ArrayNode daemons = root.putArray("daemons");
        state.daemons().stream().sorted().forEach(daemons::add);
        Files.createDirectories(path.toAbsolutePath().getParent());
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.writeString(fresh, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
