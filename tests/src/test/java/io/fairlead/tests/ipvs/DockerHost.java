package io.fairlead.tests.ipvs;

import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import io.fairlead.lab.run.Command;
import io.fairlead.tests.kernel.FreshNamespace;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A Docker host without Docker: its namespaces, bridges and packet filter.
 *
 * <pre>
 *  lan .99 ──── eth0 .10, .156  host  br1 172.18.0.1 ──┬── holder   .7, .201 (the container VIP; answers here)
 *          192.168.156.0/24           fd18::1          └── neighbour .9
 *          fd9c::/64                  br2 172.19.0.1 ───── stranger 172.19.0.5
 * </pre>
 */
final class DockerHost implements AutoCloseable {
    static final IpAddress LAN_VIP = IpAddress.parse("192.168.156.156");
    static final IpAddress LAN_VIP6 = IpAddress.parse("fd9c::156");
    static final IpAddress CONTAINER_VIP = IpAddress.parse("172.18.0.201");
    static final IpAddress CONTAINER_VIP6 = IpAddress.parse("fd18::201");
    static final IpPrefix SUBNET = IpPrefix.parse("172.18.0.0/16");
    static final IpPrefix SUBNET6 = IpPrefix.parse("fd18::/64");

    final FreshNamespace host = FreshNamespace.create();
    final FreshNamespace lan = FreshNamespace.create();
    final FreshNamespace holder = FreshNamespace.create();
    final FreshNamespace neighbour = FreshNamespace.create();
    final FreshNamespace stranger = FreshNamespace.create();

    DockerHost() {
        host.connect("eth0", lan, "eth0");
        addresses(host, "eth0", "192.168.156.10/24", LAN_VIP + "/32", "fd9c::10/64", LAN_VIP6 + "/128");
        addresses(lan, "eth0", "192.168.156.99/24", "fd9c::99/64");
        bridge("br1", "172.18.0.1/16", "fd18::1/64");
        bridge("br2", "172.19.0.1/16");
        plug(
                holder,
                "v1",
                "br1",
                "172.18.0.1",
                "172.18.0.7/16",
                CONTAINER_VIP + "/16",
                "fd18::7/64",
                CONTAINER_VIP6 + "/64");
        holder.ip("-6", "route", "add", "default", "via", "fd18::1");
        plug(neighbour, "v2", "br1", "172.18.0.1", "172.18.0.9/16", "fd18::9/64");
        neighbour.ip("-6", "route", "add", "default", "via", "fd18::1");
        plug(stranger, "v3", "br2", "172.19.0.1", "172.19.0.5/16");
    }

    private void bridge(String name, String... prefixes) {
        host.ip("link", "add", name, "type", "bridge");
        host.ip("link", "set", name, "up");
        addresses(host, name, prefixes);
    }

    private void plug(FreshNamespace container, String port, String bridge, String gateway, String... prefixes) {
        host.connect(port, container, "eth0");
        host.ip("link", "set", port, "master", bridge);
        addresses(container, "eth0", prefixes);
        container.ip("route", "add", "default", "via", gateway);
    }

    private static void addresses(FreshNamespace namespace, String device, String... prefixes) {
        for (String prefix : prefixes) {
            if (prefix.indexOf(':') < 0) {
                namespace.ip("address", "add", prefix, "dev", device);
            } else {
                namespace.ip("address", "add", prefix, "dev", device, "nodad");
            }
        }
    }

    /** Lets {@code iptables} have the rules of a file next to this class. */
    void dockersRules(String iptables, String file) {
        host.run(() -> Command.of(iptables + "-restore").input(resource(file)).check());
    }

    /**
     * Whether packets between ports of one bridge meet the host's packet filter too. Docker switches that on; without
     * Docker it is mostly off. NAT between neighbours behaves differently.
     */
    void filterBridged(boolean on) {
        // Built in, or a module; in neither case is the setting there before it is asked for.
        Command.of("modprobe", "br_netfilter").succeeds();
        host.program("sysctl", "-w", "net.bridge.bridge-nf-call-iptables=" + (on ? "1" : "0"));
    }

    private static String resource(String file) {
        try (InputStream in = DockerHost.class.getResourceAsStream(file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All places from which clients call. */
    List<FreshNamespace> everywhere() {
        return List.of(lan, host, neighbour, stranger);
    }

    @Override
    public void close() {
        List.of(lan, holder, neighbour, stranger, host).forEach(FreshNamespace::close);
    }
}
