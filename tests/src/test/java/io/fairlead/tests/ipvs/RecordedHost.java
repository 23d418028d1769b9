package io.fairlead.tests.ipvs;

import io.fairlead.agent.config.AgentConfig;
import io.fairlead.agent.config.ConfigReader;
import io.fairlead.agent.diagnosis.AgentView;
import io.fairlead.agent.diagnosis.Doctor;
import io.fairlead.agent.diagnosis.EngineView;
import io.fairlead.agent.diagnosis.Patience;
import io.fairlead.agent.docker.Engine;
import io.fairlead.core.diagnosis.Diagnosis;
import io.fairlead.core.diagnosis.Facts;
import io.fairlead.core.diagnosis.Finding;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Network;
import io.fairlead.core.model.PublishedPort;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.linux.sysctl.Sysctl;
import io.fairlead.tests.kernel.FreshNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an engine would say of a {@link DockerHost}, and the doctor who hears it. */
final class RecordedHost implements AutoCloseable {
    private static final Patience SHORT =
            new Patience(Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofMillis(500));

    private final DockerHost docker;
    private final Path folder;
    private final Process inside;
    private final List<Container> containers = new ArrayList<>();

    /** A member for each family, both in the holder's network. */
    RecordedHost(DockerHost docker, Path folder) {
        this.docker = docker;
        this.folder = folder;
        this.inside = docker.holder.call(() -> new ProcessBuilder("sleep", "3600").start());
        containers.add(member("h4", DockerHost.CONTAINER_VIP, DockerHost.LAN_VIP, "172.18.0.7"));
        containers.add(member("h6", DockerHost.CONTAINER_VIP6, DockerHost.LAN_VIP6, "fd18::7"));
    }

    private Container member(String name, IpAddress vip, IpAddress lanVip, String address) {
        String port = ReachHost.PORT + ":80";
        return new Container(
                "id-" + name,
                name,
                Container.State.RUNNING,
                Map.of(
                        "io.fairlead.vip",
                        vip.toString(),
                        "io.fairlead.service",
                        name,
                        "io.fairlead.lan-vip",
                        lanVip.toString(),
                        "io.fairlead.publish",
                        port + "," + port + "/udp"),
                List.of(new Container.Attachment(
                        "net1", "one", List.of(IpAddress.parse(address)), List.of(), Optional.empty())),
                List.of(),
                inside.pid(),
                Optional.empty(),
                Container.Upkeep.UNKNOWN);
    }

    /** One more container, which publishes the LAN VIPs' port on every address. */
    void publisher() {
        IpAddress all = IpAddress.parse("0.0.0.0");
        containers.add(new Container(
                "id-publisher",
                "publisher",
                Container.State.RUNNING,
                Map.of(),
                List.of(),
                List.of(
                        new Container.HostPort(all, ReachHost.PORT, PublishedPort.Protocol.TCP),
                        new Container.HostPort(all, ReachHost.PORT, PublishedPort.Protocol.UDP)),
                0,
                Optional.empty(),
                Container.Upkeep.UNKNOWN));
    }

    /** What the doctor finds while this is what forwards. */
    List<Finding> findings(String mode) throws IOException {
        Path file = Files.writeString(folder.resolve("doctor.conf"), """
                state-folder = "%s"
                lan.vrrp = off
                """.formatted(folder));
        Files.writeString(
                folder.resolve("lan-addresses"),
                "eth0 " + IpPrefix.host(DockerHost.LAN_VIP) + "\neth0 " + IpPrefix.host(DockerHost.LAN_VIP6) + "\n");
        AgentConfig config = ConfigReader.read(Optional.of(file), Map.of()).config();
        EngineView.Look look = new EngineView.Look(
                "",
                "Docker Engine 20.10.24, API 1.41",
                new Engine.Listing(List.copyOf(containers), List.of(network())));
        AgentView.Said said = new AgentView.Said(Facts.Agent.well(), mode);
        FreshNamespace host = docker.host;
        return host.call(() -> Diagnosis.of(Doctor.examine(config, () -> look, () -> said, new Sysctl(), SHORT)));
    }

    private static Network network() {
        return new Network(
                "net1",
                "one",
                "bridge",
                Optional.of("br1"),
                List.of(
                        new Network.Pool(
                                DockerHost.SUBNET,
                                Optional.of(IpPrefix.parse("172.18.1.0/24")),
                                Optional.of(IpAddress.parse("172.18.0.1")),
                                Map.of()),
                        new Network.Pool(
                                DockerHost.SUBNET6,
                                Optional.of(IpPrefix.parse("fd18::1:0/112")),
                                Optional.of(IpAddress.parse("fd18::1")),
                                Map.of())),
                Map.of());
    }

    @Override
    public void close() {
        inside.destroyForcibly();
    }
}
