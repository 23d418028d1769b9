package io.fairlead.tests.kernel;

import io.fairlead.agent.config.AgentConfig;
import io.fairlead.agent.config.ConfigReader;
import io.fairlead.agent.diagnosis.AgentView;
import io.fairlead.agent.diagnosis.Doctor;
import io.fairlead.agent.diagnosis.EngineView;
import io.fairlead.agent.diagnosis.Patience;
import io.fairlead.agent.diagnosis.Treatment;
import io.fairlead.agent.docker.Engine;
import io.fairlead.core.diagnosis.Diagnosis;
import io.fairlead.core.diagnosis.Facts;
import io.fairlead.core.diagnosis.Finding;
import io.fairlead.core.diagnosis.Step;
import io.fairlead.core.model.Container;
import io.fairlead.core.model.Network;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.core.net.MacAddress;
import io.fairlead.core.vrrp.VirtualRouter;
import io.fairlead.core.vrrp.VirtualRouterConfig;
import io.fairlead.core.vrrp.Vrrp;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.linux.packet.NetworkInterface;
import io.fairlead.linux.packet.VrrpSocket;
import io.fairlead.linux.rtnetlink.Lifetime;
import io.fairlead.linux.rtnetlink.Link;
import io.fairlead.linux.rtnetlink.NewAddress;
import io.fairlead.linux.rtnetlink.RouteSocket;
import io.fairlead.linux.sysctl.Sysctl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A Docker host in which all is well, until a test breaks something: namespaces for the host, two members, a stranger on
 * their bridge and a machine on the LAN. The kernel is real; what the engine and the agent would say is written down.
 *
 * <pre>
 *   lan 192.168.156.9 ──── lan0 192.168.156.1, .156 (LAN VIP)  host  br0 10.77.0.1 ──┬── h1 10.77.0.11, .200 (VIP), :80
 *                                                                                   ├── h2 10.77.0.12
 *                                                                                   └── stranger 10.77.0.66
 * </pre>
 */
final class DockerHostWorld implements AutoCloseable {
    static final String VIP = "10.77.0.200";
    static final String LAN_VIP = "192.168.156.156";
    static final int LAN_VRID = 156;

    private static final Patience SHORT =
            new Patience(Duration.ofMillis(200), Duration.ofMillis(250), Duration.ofMillis(600));

    private final Cleanup cleanup = new Cleanup();
    final FreshNamespace host = cleanup.keep("host", FreshNamespace.create());
    final FreshNamespace h1 = cleanup.keep("h1", FreshNamespace.create());
    final FreshNamespace h2 = cleanup.keep("h2", FreshNamespace.create());
    final FreshNamespace stranger = cleanup.keep("stranger", FreshNamespace.create());
    final FreshNamespace lan = cleanup.keep("lan", FreshNamespace.create());
    final List<Container> containers = new ArrayList<>();
    private final Path folder;
    private final ServerSocket listener;
    private Network network = Recorded.network(Optional.of(IpPrefix.parse("10.77.0.0/25")), Map.of("vip", ip(VIP)));
    private EngineView.Look trouble;
    private Facts.Agent agent = Facts.Agent.well();
    private String agentTrouble = "";
    private String mode = "nftables";
    private String settings = "";
    private Sysctl sysctl = new Sysctl();

    DockerHostWorld(Path folder) throws Exception {
        this.folder = folder;
        host.ip("link", "add", "name", "br0", "type", "bridge");
        host.ip("address", "add", "10.77.0.1/24", "dev", "br0");
        host.ip("link", "set", "br0", "up");
        host.connect("lan0", lan, "eth0");
        host.ip("address", "add", "192.168.156.1/24", "dev", "lan0");
        lan.ip("address", "add", "192.168.156.9/24", "dev", "eth0");
        attach("p1", h1, 11);
        attach("p2", h2, 12);
        attach("p66", stranger, 66);
        put(host, "lan0", LAN_VIP);
        put(h1, "eth0", VIP);
        host.program("sysctl", "-qw", "net.ipv4.ip_forward=1");
        host.program("nft", """
                table ip fairlead {
                  chain prerouting { type nat hook prerouting priority -110; ip daddr %1$s tcp dport 80 dnat to %2$s:80; }
                  chain output { type nat hook output priority -110; ip daddr %1$s tcp dport 80 dnat to %2$s:80; }
                  chain postrouting { type nat hook postrouting priority 90; ct original ip daddr %1$s masquerade; }
                }""".formatted(LAN_VIP, VIP));
        listener = cleanup.keep("listener", listen(h1));
        containers.add(Recorded.member("h1", 11, start(h1, "sleep", "600").pid(), mac(h1)));
        containers.add(Recorded.member("h2", 12, start(h2, "sleep", "600").pid(), mac(h2)));
    }

    private void attach(String port, FreshNamespace container, int number) {
        host.connect(port, container, "eth0");
        host.ip("link", "set", port, "master", "br0");
        container.ip("address", "add", "10.77.0." + number + "/24", "dev", "eth0");
        container.ip("route", "add", "default", "via", "10.77.0.1");
    }

    static IpAddress ip(String text) {
        return IpAddress.parse(text);
    }

    /** As Fairlead itself does it, with its mark. */
    static void put(FreshNamespace where, String face, String address) {
        where.run(() -> {
            try (RouteSocket routes = RouteSocket.open()) {
                int index = routes.linkByName(face).orElseThrow().index();
                routes.addAddress(NewAddress.virtual(index, IpPrefix.host(ip(address)), Lifetime.FOREVER));
            }
        });
    }

    /** Connections are completed by the kernel; nobody needs to take them. */
    private static ServerSocket listen(FreshNamespace where) {
        return where.call(() -> new ServerSocket(80, 50, InetAddress.getByName("0.0.0.0")));
    }

    static MacAddress mac(FreshNamespace where) {
        return where.call(() -> {
            try (RouteSocket routes = RouteSocket.open()) {
                return routes.linkByName("eth0").flatMap(Link::mac).orElseThrow();
            }
        });
    }

    Process start(FreshNamespace where, String... argv) {
        return start(where, Map.of(), argv);
    }

    Process start(FreshNamespace where, Map<String, String> environment, String... argv) {
        Process process = where.call(() -> {
            ProcessBuilder builder = new ProcessBuilder(argv);
            builder.environment().putAll(environment);
            return builder.start();
        });
        cleanup.add(argv[0], () -> process.destroyForcibly().waitFor());
        return process;
    }

    /** Sends advertisements of a virtual router until the end, one each 20 ms. */
    void advertise(FreshNamespace where, String source, int vrid, String address) {
        VirtualRouterConfig config = VirtualRouterConfig.of(vrid, 100, List.of(IpPrefix.parse(address + "/32")));
        Thread sender = where.call(() -> Thread.ofPlatform().daemon().start(() -> send(config, ip(source))));
        cleanup.add("advertisements", () -> {
            sender.interrupt();
            sender.join();
        });
    }

    private static void send(VirtualRouterConfig config, IpAddress source) {
        IpAddress group = Vrrp.group(config.family());
        try (RouteSocket routes = RouteSocket.open()) {
            Link link = routes.linkByName("eth0").orElseThrow();
            NetworkInterface face =
                    new NetworkInterface("eth0", link.index(), link.mac().orElseThrow());
            try (VrrpSocket socket = VrrpSocket.open(face, source, true)) {
                while (true) {
                    socket.send(new VirtualRouter(config, source).encode(100, group), group);
                    Thread.sleep(20);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void stopListening() throws IOException {
        listener.close();
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** How the agent says that it forwards. */
    void forwardsBy(String word) {
        mode = word;
    }

    /** The agent forwards by IPVS, and neither nftables nor iptables takes rules of its own. */
    void agentHasNoRules() {
        agent = new Facts.Agent("", false, false, false, List.of(), List.of());
        forwardsBy("ipvs");
    }

    void agentIsSilent() {
        agentTrouble = "no agent answers at /run/fairlead/agent.sock";
    }

    void engineIsSilent() {
        trouble = EngineView.Look.none("no answer from unix:///var/run/docker.sock within 10 s");
    }

    void settings(String lines) {
        settings = lines;
    }

    Network network() {
        return network;
    }

    void network(Network other) {
        network = other;
    }

    void sysctls(Sysctl other) {
        sysctl = other;
    }

    void replace(int index, Container container) {
        containers.set(index, container);
    }

    Facts examine() throws IOException {
        Path file =
                Files.writeString(folder.resolve("fairlead.conf"), "state-folder = \"" + folder + "\"\n" + settings);
        AgentConfig config = ConfigReader.read(Optional.of(file), Map.of()).config();
        EngineView.Look look = trouble != null
                ? trouble
                : new EngineView.Look(
                        "",
                        "Docker Engine 20.10.24, API 1.41",
                        new Engine.Listing(List.copyOf(containers), List.of(network)));
        AgentView.Said said =
                agentTrouble.isEmpty() ? new AgentView.Said(agent, mode) : AgentView.Said.nothing(agentTrouble);
        return host.call(() -> Doctor.examine(config, () -> look, () -> said, sysctl, SHORT));
    }

    List<Finding> findings() throws IOException {
        return Diagnosis.of(examine());
    }

    /** Does what {@code --fix} does; gives what failed. */
    List<String> fix(List<Finding> findings) {
        return host.call(() -> findings.stream()
                .filter(Finding::canBeFixed)
                .flatMap(finding -> finding.mend().stream())
                .distinct()
                .flatMap(step -> Treatment.apply(step).stream())
                .toList());
    }

    /** Does what is shown for a person to type. */
    void type(List<Finding> findings) {
        findings.stream()
                .flatMap(finding -> finding.mend().stream())
                .filter(step -> !(step instanceof Step.Advice))
                .map(Step::command)
                .distinct()
                .forEach(command -> host.program("sh", "-c", command));
    }

    /** Rules, settings, addresses and routes of the host and of the members, a line each. */
    List<String> snapshot() {
        Map<String, FreshNamespace> places = new HashMap<>(Map.of("host", host, "h1", h1, "h2", h2));
        List<String> lines = new ArrayList<>();
        places.forEach((name, place) ->
                place.program("sh", "-c", """
                        nft -s list ruleset
                        for save in iptables-legacy-save ip6tables-legacy-save; do
                            $save | grep -E '^-|DROP' | sed 's/ \\[.*//'
                        done
                        ip -o address | sed 's/ *valid_lft.*//; s/ tentative//'
                        ip route; ip -6 route; ip rule; ip neigh show nud permanent; bridge link
                        grep -rs . /proc/sys/net/ipv4 /proc/sys/net/ipv6/conf/all /proc/sys/net/bridge || true
                        """).lines().sorted().forEach(line -> lines.add(name + ": " + line)));
        return lines.stream().sorted().toList();
    }

    @Override
    public void close() {
        cleanup.close();
    }
}
