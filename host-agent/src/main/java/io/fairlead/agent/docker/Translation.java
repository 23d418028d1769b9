package io.fairlead.agent.docker;

import com.github.dockerjava.api.command.HealthState;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.model.ContainerHostConfig;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ContainerPort;
import com.github.dockerjava.api.model.RestartPolicy;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Container.Attachment;
import io.fairlead.core.model.Network;
import io.fairlead.core.model.PublishedPort;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.net.MacAddress;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** docker-java's objects, whose every field may be missing, as our values. */
final class Translation {
    /** The others are frequent and change nothing for us: a health check alone makes three exec_… a run. */
    private static final Set<String> ACTIONS = Set.of(
            "create",
            "start",
            "restart",
            "die",
            "kill",
            "stop",
            "oom",
            "pause",
            "unpause",
            "destroy",
            "remove",
            "rename",
            "update",
            "connect",
            "disconnect");

    private static final String CONTAINER_MODE = "container:";
    /** {@code health_status: unhealthy}: only told when it changes. */
    private static final String HEALTH = "health_status";

    private static final String BRIDGE_NAME = "com.docker.network.bridge.name";
    private static final int BRIDGE_ID_LENGTH = 12;

    private Translation() {}

    static boolean matters(String action) {
        return action != null && (ACTIONS.contains(action) || action.startsWith(HEALTH));
    }

    static Container container(com.github.dockerjava.api.model.Container from) {
        String name = from.getNames() == null || from.getNames().length == 0
                ? from.getId()
                : Arrays.stream(from.getNames())
                        .map(n -> n.substring(n.lastIndexOf('/') + 1))
                        .findFirst()
                        .orElse(from.getId());
        Map<String, ContainerNetwork> networks =
                from.getNetworkSettings() == null || from.getNetworkSettings().getNetworks() == null
                        ? Map.of()
                        : from.getNetworkSettings().getNetworks();
        return new Container(
                from.getId(),
                name,
                state(from.getState()),
                from.getLabels() == null ? Map.of() : from.getLabels(),
                networks.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(entry -> attachment(entry.getKey(), entry.getValue()))
                        .toList(),
                from.getPorts() == null
                        ? List.of()
                        : Arrays.stream(from.getPorts())
                                .flatMap(port -> hostPort(port).stream())
                                .toList(),
                0,
                joins(from.getHostConfig()),
                Container.Upkeep.UNKNOWN);
    }

    private static Optional<String> joins(ContainerHostConfig from) {
        return from == null || from.getNetworkMode() == null
                ? Optional.empty()
                : Optional.of(from.getNetworkMode())
                        .filter(mode -> mode.startsWith(CONTAINER_MODE))
                        .map(mode -> mode.substring(CONTAINER_MODE.length()));
    }

    /** Of a container that was inspected. */
    static Container.Upkeep upkeep(InspectContainerResponse from, long networkNamespace) {
        InspectContainerResponse.ContainerState state = from.getState();
        RestartPolicy policy =
                from.getHostConfig() == null ? null : from.getHostConfig().getRestartPolicy();
        boolean engineRestarts = policy != null
                && policy.getName() != null
                && !policy.getName().isEmpty()
                && !policy.getName().equals("no");
        if (state == null) {
            return new Container.Upkeep(Instant.EPOCH, 0, Container.Health.NONE, engineRestarts, networkNamespace);
        }
        return new Container.Upkeep(
                instant(state.getStartedAt()),
                state.getExitCodeLong() == null ? 0 : state.getExitCodeLong().intValue(),
                health(state.getHealth()),
                engineRestarts,
                networkNamespace);
    }

    private static Instant instant(String text) {
        try {
            return text == null || text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private static Container.Health health(HealthState from) {
        return from == null || from.getStatus() == null
                ? Container.Health.NONE
                : Arrays.stream(Container.Health.values())
                        .filter(health -> health.name().toLowerCase(Locale.ROOT).equals(from.getStatus()))
                        .findFirst()
                        .orElse(Container.Health.NONE);
    }

    /** Empty for a port that is only exposed, and for protocols that cannot be forwarded. */
    private static Optional<Container.HostPort> hostPort(ContainerPort from) {
        Optional<PublishedPort.Protocol> protocol = Arrays.stream(PublishedPort.Protocol.values())
                .filter(each -> each.text().equals(from.getType()))
                .findFirst();
        Integer port = from.getPublicPort();
        return port == null
                ? Optional.empty()
                : protocol.flatMap(
                        found -> address(from.getIp()).map(address -> new Container.HostPort(address, port, found)));
    }

    /** Of the first process of a container that was inspected; 0: it has none. */
    static long pid(InspectContainerResponse.ContainerState state) {
        return state == null || state.getPidLong() == null ? 0 : state.getPidLong();
    }

    static Container.State state(InspectContainerResponse.ContainerState from, Container.State listed) {
        return from == null || from.getStatus() == null ? listed : state(from.getStatus());
    }

    private static Container.State state(String text) {
        return Arrays.stream(Container.State.values())
                .filter(state -> state.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst()
                .orElse(Container.State.DEAD);
    }

    private static Attachment attachment(String name, ContainerNetwork from) {
        ContainerNetwork.Ipam asked = from.getIpamConfig();
        return new Attachment(
                Objects.requireNonNullElse(from.getNetworkID(), ""),
                name,
                addresses(from.getIpAddress(), from.getGlobalIPv6Address()),
                asked == null ? List.of() : addresses(asked.getIpv4Address(), asked.getIpv6Address()),
                Optional.ofNullable(from.getMacAddress())
                        .filter(text -> !text.isEmpty())
                        .map(MacAddress::parse));
    }

    static Network network(com.github.dockerjava.api.model.Network from) {
        Map<String, List<IpAddress>> endpoints = new HashMap<>();
        if (from.getContainers() != null) {
            from.getContainers()
                    .values()
                    .forEach(endpoint -> endpoints.put(
                            endpoint.getName(), addresses(endpoint.getIpv4Address(), endpoint.getIpv6Address())));
        }
        boolean hasIpam = from.getIpam() != null && from.getIpam().getConfig() != null;
        return new Network(
                from.getId(),
                from.getName(),
                Objects.requireNonNullElse(from.getDriver(), ""),
                bridge(from),
                hasIpam
                        ? from.getIpam().getConfig().stream()
                                .flatMap(config -> pool(from, config))
                                .toList()
                        : List.of(),
                endpoints);
    }

    private static Optional<String> bridge(com.github.dockerjava.api.model.Network from) {
        if (!"bridge".equals(from.getDriver())) {
            return Optional.empty();
        }
        String named = from.getOptions() == null ? null : from.getOptions().get(BRIDGE_NAME);
        return Optional.of(named != null ? named : "br-" + from.getId().substring(0, BRIDGE_ID_LENGTH));
    }

    private static Stream<Network.Pool> pool(
            com.github.dockerjava.api.model.Network network, com.github.dockerjava.api.model.Network.Ipam.Config from) {
        return prefix(from.getSubnet()).stream()
                .map(subnet -> new Network.Pool(
                        subnet,
                        prefix(from.getIpRange()),
                        address(from.getGateway()),
                        auxiliary(network, from.getSubnet())));
    }

    /** docker-java has no field for them, but keeps the whole network as it was sent. */
    private static Map<String, IpAddress> auxiliary(com.github.dockerjava.api.model.Network network, String subnet) {
        Map<String, IpAddress> auxiliary = new HashMap<>();
        if (network.getRawValues().get("IPAM") instanceof Map<?, ?> ipam
                && ipam.get("Config") instanceof List<?> pools) {
            for (Object pool : pools) {
                if (pool instanceof Map<?, ?> map
                        && subnet.equals(map.get("Subnet"))
                        && map.get("AuxiliaryAddresses") instanceof Map<?, ?> named) {
                    named.forEach((name, text) ->
                            address(String.valueOf(text)).ifPresent(a -> auxiliary.put(String.valueOf(name), a)));
                }
            }
        }
        return auxiliary;
    }

    private static List<IpAddress> addresses(String... texts) {
        return Arrays.stream(texts).flatMap(text -> address(text).stream()).toList();
    }

    /** An address, be it with a prefix length. */
    private static Optional<IpAddress> address(String text) {
        return prefix(text).map(IpPrefix::address);
    }

    private static Optional<IpPrefix> prefix(String text) {
        return Optional.ofNullable(text).flatMap(IpPrefix::tryParse);
    }
}
