package io.fairlead.tests.ipvs;

import io.fairlead.agent.forwarding.ForwardedService;
import io.fairlead.core.ipvs.Destination;
import io.fairlead.core.ipvs.Scheduler;
import io.fairlead.core.ipvs.ServiceEntry;
import io.fairlead.core.ipvs.ServiceKey;
import io.fairlead.core.ipvs.TransportProtocol;
import io.fairlead.core.ipvs.VirtualService;
import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.run.Cleanup;
import io.fairlead.linux.namespace.NetworkNamespace;
import io.fairlead.tests.kernel.FreshNamespace;
import io.fairlead.tests.reach.Call;
import io.fairlead.tests.reach.Client;
import io.fairlead.tests.reach.Responder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link DockerHost} whose second bridge has IPv6 too, with a machine behind a router of the LAN, and with TCP and UDP on
 * both container VIPs.
 *
 * <pre>
 *  far .157.9, fd9d::9 ── .157.1, fd9d::1 lan .99, fd9c::99 ── host ── …
 * </pre>
 */
final class ReachHost implements AutoCloseable {
    static final int PORT = 8080;

    private static final int TARGET_PORT = 80;

    final DockerHost docker = new DockerHost();
    final List<Client> clients = new ArrayList<>();
    private final Cleanup cleanup = new Cleanup();
    private final FreshNamespace far = FreshNamespace.create();

    ReachHost() throws Exception {
        cleanup.add("the host", docker::close);
        cleanup.keep("far", far);
        docker.host.ip("address", "add", "fd19::1/64", "dev", "br2", "nodad");
        docker.stranger.ip("address", "add", "fd19::5/64", "dev", "eth0", "nodad");
        docker.stranger.ip("-6", "route", "add", "default", "via", "fd19::1");
        docker.host.program("sysctl", "-qw", "net.ipv6.conf.all.forwarding=1");
        joinFar();
        NetworkNamespace holder = open(docker.holder);
        for (IpAddress vip : List.of(DockerHost.CONTAINER_VIP, DockerHost.CONTAINER_VIP6)) {
            cleanup.keep("responder", Responder.in(holder, vip, TARGET_PORT));
        }
        add("another machine of the LAN", docker.lan, true, "192.168.156.99", "fd9c::99");
        add("a machine behind a router of the LAN", far, true, "192.168.157.9", "fd9d::9");
        add("the host itself", docker.host, false);
        add("a container on the same bridge", docker.neighbour, false);
        add("a container on another bridge", docker.stranger, false);
    }

    private NetworkNamespace open(FreshNamespace namespace) {
        return cleanup.keep("namespace", NetworkNamespace.ofPath(namespace.path()));
    }

    private void add(String words, FreshNamespace network, boolean onLan, String... addresses) {
        clients.add(new Client(
                words,
                open(network),
                Arrays.stream(addresses).map(IpAddress::parse).toList(),
                onLan));
    }

    private void joinFar() {
        docker.lan.connect("far0", far, "eth0");
        docker.lan.ip("address", "add", "192.168.157.1/24", "dev", "far0");
        docker.lan.ip("address", "add", "fd9d::1/64", "dev", "far0", "nodad");
        far.ip("address", "add", "192.168.157.9/24", "dev", "eth0");
        far.ip("address", "add", "fd9d::9/64", "dev", "eth0", "nodad");
        far.ip("route", "add", "default", "via", "192.168.157.1");
        far.ip("-6", "route", "add", "default", "via", "fd9d::1");
        docker.lan.program("sysctl", "-qw", "net.ipv4.ip_forward=1", "net.ipv6.conf.all.forwarding=1");
        docker.host.ip("route", "add", "192.168.157.0/24", "via", "192.168.156.99");
        docker.host.ip("-6", "route", "add", "fd9d::/64", "via", "fd9c::99");
    }

    /** TCP and UDP, on both LAN VIPs, to the container VIP of the same family. */
    static ForwardedService[] services() {
        return calls().stream().map(ReachHost::service).toArray(ForwardedService[]::new);
    }

    private static ForwardedService service(Call call) {
        boolean v4 = call.address().equals(DockerHost.LAN_VIP);
        ServiceKey key =
                new ServiceKey.Address(TransportProtocol.valueOf(call.protocol().name()), call.address(), call.port());
        return new ForwardedService(
                v4 ? "web4" : "web6",
                call.address(),
                ServiceEntry.of(
                        VirtualService.of(key, Scheduler.RR),
                        Destination.masq(v4 ? DockerHost.CONTAINER_VIP : DockerHost.CONTAINER_VIP6, TARGET_PORT)),
                List.of(DockerHost.SUBNET, DockerHost.SUBNET6));
    }

    static List<Call> calls() {
        return List.of(
                Call.of(Call.Protocol.TCP, DockerHost.LAN_VIP, PORT),
                Call.of(Call.Protocol.TCP, DockerHost.LAN_VIP6, PORT),
                Call.of(Call.Protocol.UDP, DockerHost.LAN_VIP, PORT),
                Call.of(Call.Protocol.UDP, DockerHost.LAN_VIP6, PORT));
    }

    /** What Docker 20.10 has for a container on its second bridge that publishes the same ports. */
    void publish() {
        for (String protocol : List.of("tcp", "udp")) {
            docker.host.program(
                    "sh",
                    "-c",
                    "iptables-legacy -t nat -A DOCKER ! -i br2 -p %1$s --dport %2$d -j DNAT --to 172.19.0.7:%2$d"
                            .formatted(protocol, PORT));
        }
    }

    @Override
    public void close() {
        cleanup.close();
    }
}
