package io.fairlead.tests.ipvs;

import io.fairlead.core.net.IpAddress;
import io.fairlead.lab.run.Command;
import io.fairlead.tests.kernel.FreshNamespace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A director with three or more real servers and a client, all on one Ethernet.
 *
 * <pre>
 *   client .50 ────────┐
 *   10.9.0.1–8         │ switch 10.2.0.0/24, fd02::/64
 *   10.9.1.1–2, fd09::1├──────────── director .1, VIPs .100 and 10.7.0.0/24
 *   10.8.0.1–4         │
 *                      ├── s1 .11
 *                      ├── s2 .12    to 10.9.0.0/16 and fd09::/64 by way of the director: NAT works
 *                      └── s3 .13    to 10.8.0.0/16 directly: only what needs no way back works
 * </pre>
 */
final class Farm implements AutoCloseable {
    static final IpAddress VIP = IpAddress.parse("10.2.0.100");
    static final IpAddress VIP6 = IpAddress.parse("fd02::100");
    static final List<String> NAMES = List.of("s1", "s2", "s3");
    private static final int FIRST = 11;

    final FreshNamespace director = FreshNamespace.create();
    final FreshNamespace client = FreshNamespace.create();
    final List<FreshNamespace> servers = new ArrayList<>();
    private final FreshNamespace wire = FreshNamespace.create();
    private final List<NamedServer> named = new ArrayList<>();

    /** Three real servers, with TCP and UDP on these ports. */
    Farm(int... ports) {
        this(NAMES, ports);
    }

    Farm(List<String> names, int... ports) {
        batch(wire, "link add br0 type bridge", "link set br0 up");
        plug(director, "port-d");
        plug(client, "port-c");
        sysctl(director, "net.ipv4.conf.all.send_redirects=0", "net.ipv4.conf.eth0.send_redirects=0");
        sysctl(director, "net.ipv6.conf.all.forwarding=1");
        batch(
                director,
                "address add 10.2.0.1/24 dev eth0",
                "address add 10.2.0.100/32 dev eth0",
                "address add fd02::1/64 dev eth0 nodad",
                // As the agent puts it there: else tunnels would have it as source, which servers that have it too
                // drop.
                "address add fd02::100/128 dev eth0 nodad preferred_lft 0",
                "route add local 10.7.0.0/24 dev lo",
                "route add 10.9.0.0/16 dev eth0",
                "route add 10.8.0.0/16 dev eth0",
                "route add fd09::/64 dev eth0");
        List<String> addresses = new ArrayList<>(List.of(
                "address add 10.2.0.50/24 dev eth0",
                "address add fd02::50/64 dev eth0 nodad",
                "address add fd09::1/128 dev eth0 nodad",
                "address add 10.9.1.1/32 dev eth0",
                "address add 10.9.1.2/32 dev eth0",
                "route add 10.7.0.0/24 via 10.2.0.1"));
        for (int i = 1; i <= 8; i++) {
            addresses.add("address add 10.9.0." + i + "/32 dev eth0");
        }
        for (int i = 1; i <= 4; i++) {
            addresses.add("address add 10.8.0." + i + "/32 dev eth0");
        }
        batch(client, addresses.toArray(String[]::new));
        for (int i = 0; i < names.size(); i++) {
            servers.add(FreshNamespace.create());
            server(servers.getLast(), names.get(i), FIRST + i, ports);
        }
    }

    private void server(FreshNamespace server, String name, int number, int... ports) {
        plug(server, "port-" + name);
        sysctl(server, "net.ipv4.conf.all.accept_redirects=0", "net.ipv6.conf.all.accept_redirects=0");
        batch(
                server,
                "address add 10.2.0." + number + "/24 dev eth0",
                "address add fd02::" + number + "/64 dev eth0 nodad",
                "route add 10.9.0.0/16 via 10.2.0.1",
                "route add 10.8.0.0/16 dev eth0",
                "route add fd09::/64 via fd02::1");
        named.add(NamedServer.in(server, name, ports));
    }

    /** What a real server needs for DR and tunnels: the VIP, and silence about it. */
    void takeVip() {
        for (FreshNamespace server : servers) {
            sysctl(
                    server,
                    "net.ipv4.conf.all.arp_ignore=1",
                    "net.ipv4.conf.all.arp_announce=2",
                    "net.ipv4.conf.all.rp_filter=0");
            batch(server, "address add " + VIP + "/32 dev lo");
        }
    }

    /** The real server of that name ends, with all its connections. */
    void stop(String name) throws IOException {
        named.get(Integer.parseInt(name.substring(1)) - 1).close();
    }

    private void plug(FreshNamespace host, String port) {
        wire.connect(port, host, "eth0");
        wire.ip("link", "set", port, "master", "br0");
    }

    static void batch(FreshNamespace namespace, String... lines) {
        namespace.run(() -> Command.of("ip", "-batch", "-")
                .input(String.join("\n", lines) + "\n")
                .check());
    }

    static void sysctl(FreshNamespace namespace, String... settings) {
        for (String setting : settings) {
            namespace.program("sysctl", "-qw", setting);
        }
    }

    @Override
    public void close() throws IOException {
        for (NamedServer each : named) {
            each.close();
        }
        // A namespace outlives its test a while, and its services would keep modules in use.
        director.call(() -> Command.of("ipvsadm", "-C").succeeds());
        servers.forEach(FreshNamespace::close);
        List.of(client, director, wire).forEach(FreshNamespace::close);
    }
}
