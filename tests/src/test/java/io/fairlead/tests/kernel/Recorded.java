package io.fairlead.tests.kernel;

import io.fairlead.core.model.Container;
import io.fairlead.core.model.Network;
import io.fairlead.core.model.PublishedPort;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.net.MacAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an engine would list, as values. */
final class Recorded {
    static final String NETWORK = "net1";

    private Recorded() {}

    static Network network(Optional<IpPrefix> range, Map<String, IpAddress> auxiliary) {
        return network("bridge", range, auxiliary);
    }

    static Network network(String driver, Optional<IpPrefix> range, Map<String, IpAddress> auxiliary) {
        return new Network(
                NETWORK,
                "shop",
                driver,
                Optional.of("br0"),
                List.of(new Network.Pool(
                        IpPrefix.parse("10.77.0.0/24"), range, Optional.of(IpAddress.parse("10.77.0.1")), auxiliary)),
                Map.of());
    }

    /** A member of the service whose VIP and LAN VIP are the world's. */
    static Container member(String name, int number, long pid, MacAddress mac) {
        return new Container(
                "id-" + name,
                name,
                Container.State.RUNNING,
                Map.of(
                        "io.fairlead.vip",
                        DockerHostWorld.VIP,
                        "io.fairlead.service",
                        "web",
                        "io.fairlead.lan-vip",
                        DockerHostWorld.LAN_VIP,
                        "io.fairlead.lan-vrid",
                        Integer.toString(DockerHostWorld.LAN_VRID),
                        "io.fairlead.publish",
                        "80"),
                List.of(new Container.Attachment(
                        NETWORK, "shop", List.of(IpAddress.parse("10.77.0." + number)), List.of(), Optional.of(mac))),
                List.of(),
                pid,
                Optional.empty(),
                Container.Upkeep.UNKNOWN);
    }

    /** One without labels of ours. */
    static Container plain(String name, long pid) {
        return new Container(
                "id-" + name,
                name,
                Container.State.RUNNING,
                Map.of(),
                List.of(),
                List.of(),
                pid,
                Optional.empty(),
                Container.Upkeep.UNKNOWN);
    }

    static Container paused(Container of) {
        return of.asked(Container.State.PAUSED, of.pid(), of.upkeep());
    }

    static Container startedAt(Container of, Instant when) {
        return of.asked(of.state(), of.pid(), new Container.Upkeep(when, 0, Container.Health.NONE, false, 0));
    }

    static Container publishing(Container of, int port) {
        return new Container(
                of.id(),
                of.name(),
                of.state(),
                of.labels(),
                of.attachments(),
                List.of(new Container.HostPort(IpAddress.parse("0.0.0.0"), port, PublishedPort.Protocol.TCP)),
                of.pid(),
                of.joins(),
                of.upkeep());
    }

    static Container joining(Container of, String owner) {
        return new Container(
                of.id(),
                of.name(),
                of.state(),
                of.labels(),
                of.attachments(),
                of.hostPorts(),
                of.pid(),
                Optional.of(owner),
                of.upkeep());
    }

    static Container labelled(Container of, String label, String value) {
        Map<String, String> labels = new HashMap<>(of.labels());
        labels.put(label, value);
        return new Container(
                of.id(),
                of.name(),
                of.state(),
                labels,
                of.attachments(),
                of.hostPorts(),
                of.pid(),
                of.joins(),
                of.upkeep());
    }
}
