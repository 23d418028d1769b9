package io.fairlead.tests.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.lab.engine.Engine;
import io.fairlead.lab.engine.Lan;
import io.fairlead.lab.engine.Namespaces;
import io.fairlead.lab.engine.PrivateEngine;
import io.fairlead.lab.fault.EngineApi;
import io.fairlead.lab.fault.ServiceContainer;
import io.fairlead.lab.image.Image;
import io.fairlead.lab.image.Images;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.lab.run.Outcome;
import io.fairlead.lab.run.Progress;
import io.fairlead.lab.stack.OneHost;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.tests.reach.Call;
import io.fairlead.tests.reach.Client;
import io.fairlead.tests.reach.Responder;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;

/**
 * Services of both families with clients all around, on a private engine.
 *
 * <pre>
 *  far .157.9 ── .157.1 LAN client .10 ──── .1, .156 host ── service 10.156.0.1 ─┬─ h1, h2  .201      TCP
 *  fd9d::9       fd9d::1  192.168.156.0/24               │   fd56::1             ├─ s1, s2  fd56::201
 *                         fd9c::/64                      │                       ├─ datagrams .221    UDP
 *                                                        │                       └─ neighbour
 *                                                        └── other 10.157.0.1 ───── stranger
 * </pre>
 */
final class ReachStack {
    private static final int HTTP = 80;
    private static final int DATAGRAMS = 5353;
    private static final IpAddress LAN_VIP = OneHost.LAN_VIP.address();
    private static final IpAddress LAN_VIP6 = IpAddress.parse("fd9c::156");
    private static final IpPrefix FAR = IpPrefix.parse("192.168.157.9/24");

    final Engine engine;
    private final EngineApi api;
    private final OneHost stack;
    private final List<Client> clients = new ArrayList<>();
    private final Cleanup cleanup;

    /** On an engine that {@code host} ends, and that may be restarted until then. */
    ReachStack(Cleanup host, Cleanup cleanup) throws Exception {
        this.cleanup = cleanup;
        Progress progress = Progress.to(System.out);
        engine = PrivateEngine.startRestartableWithIpv6("reach", host, progress);
        Images.provide(engine, progress, Image.HAPROXY, Image.AGENT);
        Lan lan = Lan.of(engine, "reach", OneHost.HOST, OneHost.CLIENT, cleanup);
        String far = joinFar(lan);
        URL folder = Objects.requireNonNull(ReachStack.class.getResource("reach/docker-compose.yml"));
        stack = new OneHost(
                engine,
                "fairlead-reach",
                engine.socket().resolveSibling("agent"),
                Path.of(folder.toURI()).getParent());
        stack.up(cleanup);
        api = cleanup.keep("the connection to the engine", EngineApi.of(engine));
        NetworkNamespace answering = inside("datagrams");
        for (String address : List.of("10.156.0.221", "fd56::221")) {
            cleanup.keep("responder", Responder.in(answering, IpAddress.parse(address), DATAGRAMS));
        }
        add("another machine of the LAN", named(lan.client()), true, "192.168.156.10", "fd9c::10");
        add(
                "a machine behind a router of the LAN",
                named(far),
                true,
                FAR.address().toString(),
                "fd9d::9");
        add("the host itself", named(engine.namespace().orElseThrow()), false, "192.168.156.1", "fd9c::1");
        add("a container on the same bridge", inside("neighbour"), false);
        add("a container on another bridge", inside("stranger"), false);
    }

    private void add(String words, NetworkNamespace network, boolean onLan, String... addresses) {
        clients.add(new Client(
                words,
                network,
                List.of(addresses).stream().map(IpAddress::parse).toList(),
                onLan));
    }

    /** The LAN client becomes a router for one more. */
    private String joinFar(Lan lan) {
        String far = "fl-reach-far-" + ProcessHandle.current().pid();
        Namespaces.make(far, cleanup);
        ip6(lan, "address", "add", "fd9c::10/64", "dev", "lan0", "nodad");
        engine.onHost("ip", "address", "add", "fd9c::1/64", "dev", lan.hostInterface(), "nodad")
                .check();
        lan.onClient("ip", "link", "add", "far0", "type", "veth", "peer", "name", "eth0", "netns", far)
                .check();
        lan.onClient("ip", "address", "add", "192.168.157.1/24", "dev", "far0").check();
        ip6(lan, "address", "add", "fd9d::1/64", "dev", "far0", "nodad");
        lan.onClient("ip", "link", "set", "far0", "up").check();
        ip6(lan, "route", "add", "default", "via", "fd9c::1");
        lan.onClient("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1")
                .check();
        Namespaces.in(far, "ip", "address", "add", FAR.toString(), "dev", "eth0")
                .check();
        Namespaces.in(far, "ip", "address", "add", "fd9d::9/64", "dev", "eth0", "nodad")
                .check();
        Namespaces.in(far, "ip", "link", "set", "eth0", "up").check();
        Namespaces.in(far, "ip", "route", "add", "default", "via", "192.168.157.1")
                .check();
        Namespaces.in(far, "ip", "-6", "route", "add", "default", "via", "fd9d::1")
                .check();
        engine.onHost("ip", "route", "add", "192.168.157.0/24", "via", "192.168.156.10")
                .check();
        engine.onHost("ip", "-6", "route", "add", "fd9d::/64", "via", "fd9c::10")
                .check();
        return far;
    }

    private static void ip6(Lan lan, String... arguments) {
        lan.onClient("ip", "-6").with(arguments).check();
    }

    private NetworkNamespace named(String name) {
        return cleanup.keep(name, NetworkNamespace.ofPath(Path.of("/var/run/netns", name)));
    }

    private NetworkNamespace inside(String service) {
        ServiceContainer container = api.container(stack.project(), service);
        return cleanup.keep(service, NetworkNamespace.ofProcess(container.pid()));
    }

    List<Client> clients() {
        return clients;
    }

    List<Call> calls() {
        return List.of(
                Call.of(Call.Protocol.TCP, LAN_VIP, HTTP),
                Call.of(Call.Protocol.TCP, LAN_VIP6, HTTP),
                Call.of(Call.Protocol.UDP, LAN_VIP, DATAGRAMS),
                Call.of(Call.Protocol.UDP, LAN_VIP6, DATAGRAMS));
    }

    /** A container that publishes the same ports on every address of the host. */
    void publish() {
        cleanup.add("publisher", this::unpublish);
        engine.docker("run", "--detach", "--name", "publisher", "--network", stack.project() + "_other")
                .with("--publish", HTTP + ":" + HTTP, "--publish", DATAGRAMS + ":" + DATAGRAMS + "/udp")
                .with("--init", "--entrypoint", "sleep", "fairlead/haproxy:latest", "3600")
                .check();
    }

    void unpublish() {
        engine.docker("rm", "--force", "publisher").run();
    }

    /** What the agent says of itself; empty where it does not answer. */
    JsonNode status() throws Exception {
        return json("status", "--json");
    }

    /** What the doctor finds, by name, each once. */
    List<String> doctor() throws Exception {
        return StreamSupport.stream(findings().spliterator(), false)
                .map(finding -> finding.path("id").asText())
                .distinct()
                .toList();
    }

    /** All that it finds. */
    JsonNode findings() throws Exception {
        return json("doctor", "--json").path("findings");
    }

    private JsonNode json(String... command) throws Exception {
        Outcome outcome = engine.docker("exec", stack.agent(api).id(), "fairlead")
                .with(command)
                .run();
        return new ObjectMapper().readTree(outcome.out().isBlank() ? "{}" : outcome.out());
    }

    /** Everything that helps to see why. */
    String state() {
        return stack.lastWords(20);
    }
}
