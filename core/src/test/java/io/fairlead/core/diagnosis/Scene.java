package io.fairlead.core.diagnosis;

import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.HostInterface;
import io.fairlead.core.model.LanDefaults;
import io.fairlead.core.model.Model;
import io.fairlead.core.model.ModelBuilder;
import io.fairlead.core.model.Network;
import io.fairlead.core.model.Observed;
import io.fairlead.core.model.PublishedPort;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.net.MacAddress;
import io.fairlead.core.text.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;

/** A host with one service of two members in which all is well, but for what a test changes. */
final class Scene {
    static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    static final IpAddress VIP = IpAddress.parse("172.18.0.201");
    static final IpAddress LAN_VIP = IpAddress.parse("192.168.1.156");

    final Map<String, String> labels = new HashMap<>(Map.of(
            "io.fairlead.vip",
            VIP.toString(),
            "io.fairlead.lan-vip",
            LAN_VIP.toString(),
            "io.fairlead.lan-vrid",
            "156",
            "io.fairlead.publish",
            "80"));
    final Map<String, String> sysctls = new HashMap<>(Map.of("net.ipv4.ip_forward", "1"));
    final List<HostInterface> interfaces =
            new ArrayList<>(List.of(new HostInterface("lan0", List.of(IpPrefix.parse("192.168.1.1/24")))));
    final List<Container> others = new ArrayList<>();
    String driver = "bridge";
    Optional<IpPrefix> range = Optional.of(IpPrefix.parse("172.18.0.0/25"));
    Map<String, IpAddress> auxiliary = Map.of();
    Facts.Engine engine = new Facts.Engine("", "1.41");
    Facts.Agent agent = Facts.Agent.well();
    Facts.Ipvs ipvs = new Facts.Ipvs(true, false, true);
    Instant started = NOW.minusSeconds(60);

    private Container member(String name, int number) {
        return new Container(
                name,
                name,
                Container.State.RUNNING,
                labels,
                List.of(new Container.Attachment(
                        "net", "shop", List.of(IpAddress.parse("172.18.0." + number)), List.of(), Optional.empty())),
                List.of(),
                number,
                Optional.empty(),
                new Container.Upkeep(started, 0, Container.Health.NONE, false, 0));
    }

    static Container publishing(String name, int port) {
        return new Container(
                name,
                name,
                Container.State.RUNNING,
                Map.of(),
                List.of(),
                List.of(new Container.HostPort(IpAddress.parse("0.0.0.0"), port, PublishedPort.Protocol.TCP)),
                0,
                Optional.empty(),
                Container.Upkeep.UNKNOWN);
    }

    private NetworkFacts inside(String name, int number, boolean holds) {
        List<Face.Address> addresses = new ArrayList<>();
        addresses.add(new Face.Address(IpPrefix.parse("172.18.0." + number + "/16"), false, false));
        if (holds) {
            addresses.add(new Face.Address(IpPrefix.host(VIP), true, true));
        }
        Face face = new Face("eth0", Optional.of(mac(number)), addresses, List.of());
        return new NetworkFacts(
                new Place(name, number), Map.of(), List.of(face), Map.of(), List.of(), List.of(), List.of());
    }

    private static MacAddress mac(int number) {
        return MacAddress.parse("02:00:00:00:00:%02x".formatted(number));
    }

    Facts facts() {
        List<Container> containers = new ArrayList<>(List.of(member("h1", 11), member("h2", 12)));
        containers.addAll(others);
        Network network = new Network(
                "net",
                "shop",
                driver,
                Optional.of("br0"),
                List.of(new Network.Pool(IpPrefix.parse("172.18.0.0/16"), range, Optional.empty(), auxiliary)),
                Map.of());
        boolean answers = engine.trouble().isEmpty();
        Observed observed = answers
                ? new Observed(containers, List.of(network), interfaces)
                : new Observed(List.of(), List.of(), interfaces);
        ModelBuilder.Result result =
                ModelBuilder.build(observed, new LanDefaults(true, OptionalInt.empty(), "", Scheduler.RR));
        Model model = result.model().orElse(Model.EMPTY);
        List<Problem> problems = Stream.concat(result.problems().stream(), model.warnings().stream())
                .toList();
        boolean known = !model.services().isEmpty();
        return new Facts(
                NOW,
                engine,
                agent,
                ipvs,
                observed,
                model,
                problems,
                host(),
                known ? Map.of("h1", inside("h1", 11, true), "h2", inside("h2", 12, false)) : Map.of(),
                List.of(process("h1", 11), process("h2", 12)),
                ProbeFacts.NONE,
                List.of());
    }

    private NetworkFacts host() {
        Face lan = new Face(
                "lan0",
                Optional.of(mac(1)),
                List.of(
                        new Face.Address(IpPrefix.parse("192.168.1.1/24"), false, false),
                        new Face.Address(IpPrefix.host(LAN_VIP), true, true)),
                List.of());
        Face bridge = new Face("br0", Optional.of(mac(2)), List.of(), List.of());
        return new NetworkFacts(
                Place.HOST, sysctls, List.of(lan, bridge), Map.of(VIP, "br0"), List.of("lan0"), List.of(), List.of());
    }

    private static ProcessFacts process(String owner, long pid) {
        return new ProcessFacts(
                ProcessFacts.Role.FIRST, pid, owner, pid, Optional.of(-1L), OptionalLong.of(16384), Set.of());
    }

    List<Pitfall> found() {
        return Diagnosis.of(facts()).stream().map(Finding::pitfall).toList();
    }
}
