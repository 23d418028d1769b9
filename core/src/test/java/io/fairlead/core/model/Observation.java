package io.fairlead.core.model;

import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A host with one bridge network 172.18.0.0/16 and a LAN 192.168.156.0/24, to which tests add containers. */
final class Observation {
    static final LanDefaults DEFAULTS = new LanDefaults(true, OptionalInt.empty(), "", Scheduler.RR);

    private final List<Container> containers = new ArrayList<>();
    private final List<HostInterface> interfaces = new ArrayList<>(
            List.of(face("eth0", "192.168.156.1/24"), face("br-shop", "172.18.0.1/16"), face("lo", "127.0.0.1/8")));
    private final Map<String, List<IpAddress>> endpoints = new HashMap<>();
    private Network.Pool pool = pool("172.18.0.0/17", Map.of("vip", IpAddress.parse("172.18.0.201")));

    static Network.Pool pool(String range, Map<String, IpAddress> auxiliary) {
        return new Network.Pool(
                IpPrefix.parse("172.18.0.0/16"),
                Optional.of(IpPrefix.parse(range)),
                Optional.of(IpAddress.parse("172.18.0.1")),
                auxiliary);
    }

    static HostInterface face(String name, String prefix) {
        return new HostInterface(name, List.of(IpPrefix.parse(prefix)));
    }

    /** The labels of a member with a LAN VIP, to be changed by the test. */
    static Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("com.docker.compose.project", "shop");
        labels.put("io.fairlead.vip", "172.18.0.201");
        labels.put("io.fairlead.lan-vip", "192.168.156.156");
        labels.put("io.fairlead.publish", "80,3306:3307/tcp");
        labels.put("io.fairlead.lan-vrid", "156");
        return labels;
    }

    static Map<String, String> labelsWith(String name, String value) {
        Map<String, String> labels = labels();
        labels.put("io.fairlead." + name, value);
        return labels;
    }

    static Map<String, String> labelsWithout(String name) {
        Map<String, String> labels = labels();
        labels.remove("io.fairlead." + name);
        return labels;
    }

    Observation add(String name, String address, Container.State state, Map<String, String> labels) {
        IpAddress own = IpAddress.parse(address);
        boolean alive = state.isAlive();
        containers.add(new Container(
                "id-" + name,
                name,
                state,
                labels,
                List.of(new Container.Attachment(
                        "net1", "shop", alive ? List.of(own) : List.of(), List.of(), Optional.empty()))));
        if (alive) {
            endpoints.put(name, List.of(own));
        }
        return this;
    }

    /** A running container of somebody's, that the engine publishes at {@code address}. */
    Observation publisher(String name, String address, int port, PublishedPort.Protocol protocol) {
        containers.add(new Container(
                "id-" + name,
                name,
                Container.State.RUNNING,
                Map.of(),
                List.of(),
                List.of(new Container.HostPort(IpAddress.parse(address), port, protocol)),
                0,
                Optional.empty(),
                Container.Upkeep.UNKNOWN));
        return this;
    }

    Observation member(String name, String address, Map<String, String> labels) {
        return add(name, address, Container.State.RUNNING, labels);
    }

    Observation pool(Network.Pool other) {
        pool = other;
        return this;
    }

    Observation face(HostInterface another) {
        interfaces.add(another);
        return this;
    }

    Observed observed() {
        Network network = new Network("net1", "shop", "bridge", Optional.of("br-shop"), List.of(pool), endpoints);
        return new Observed(containers, List.of(network), interfaces);
    }

    ModelBuilder.Result build() {
        return ModelBuilder.build(observed(), DEFAULTS);
    }

    Model model() {
        ModelBuilder.Result result = build();
        return result.model().orElseThrow(() -> new AssertionError("no model: " + result.problems()));
    }

    /** The only problem's line. */
    String problem() {
        ModelBuilder.Result result = build();
        if (result.problems().size() != 1) {
            throw new AssertionError("expected one problem, got " + result.problems());
        }
        return result.problems().getFirst().line();
    }
}
