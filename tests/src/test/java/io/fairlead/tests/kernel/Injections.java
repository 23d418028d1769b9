package io.fairlead.tests.kernel;

import static io.fairlead.tests.kernel.DockerHostWorld.LAN_VIP;
import static io.fairlead.tests.kernel.DockerHostWorld.VIP;

import io.fairlead.core.diagnosis.Pitfall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that is broken on a real kernel, one thing at a time. */
final class Injections {
    private Injections() {}

    static Stream<Injection> all() {
        return Stream.of(settings(), filters(), firewalls(), addresses(), neighbours(), routers(), processes())
                .flatMap(List::stream);
    }

    private static Injection injection(String name, Pitfall pitfall, Injection.Injector injector, String... marks) {
        return new Injection(name, pitfall, injector, List.of(marks));
    }

    private static List<Injection> settings() {
        return List.of(
                injection(
                        "ip_forward is off",
                        Pitfall.IP_FORWARD_OFF,
                        world -> sysctl(world.host, "net.ipv4.ip_forward=0"),
                        // The kernel changes what depends on it.
                        "ip_forward",
                        "conf/"),
                injection(
                        "strict rp_filter with the default route elsewhere",
                        Pitfall.RP_FILTER_STRICT,
                        world -> {
                            world.host.ip("route", "add", "default", "via", "10.77.0.66", "dev", "br0");
                            sysctl(world.host, "net.ipv4.conf.lan0.rp_filter=1");
                        },
                        "lan0/rp_filter"),
                injection(
                        "arp_ignore 8 in the holder",
                        Pitfall.ARP_SILENT,
                        world -> sysctl(world.h1, "net.ipv4.conf.eth0.arp_ignore=8"),
                        "eth0/arp_ignore"),
                injection(
                        "arp_ignore 2 in the holder, whose VIP is a /32",
                        Pitfall.ARP_SILENT,
                        world -> sysctl(world.h1, "net.ipv4.conf.all.arp_ignore=2"),
                        "all/arp_ignore"),
                injection(
                        "the host drops gratuitous ARP",
                        Pitfall.GRATUITOUS_ARP_DROPPED,
                        world -> sysctl(world.host, "net.ipv4.conf.br0.drop_gratuitous_arp=1"),
                        "br0/drop_gratuitous_arp"));
    }

    private static void sysctl(FreshNamespace where, String setting) {
        where.program("sysctl", "-qw", setting);
    }

    private static List<Injection> filters() {
        return List.of(
                injection(
                        "vrrp_strict's table in the holder",
                        Pitfall.VRRP_STRICT,
                        world -> world.h1.program("nft", ForeignRules.keepalived(VIP)),
                        "elements = { " + VIP),
                injection(
                        "vrrp_strict's table on the host",
                        Pitfall.VRRP_STRICT,
                        world -> {
                            world.forwardsBy("ipvs");
                            world.host.program("nft", ForeignRules.keepalived(LAN_VIP));
                        },
                        "elements = { " + LAN_VIP),
                injection(
                        "vrrp_strict's rule of iptables",
                        Pitfall.VRRP_STRICT,
                        world -> world.h1.program("iptables-legacy", "-A", "INPUT", "-d", VIP, "-j", "DROP"),
                        "-A INPUT -d " + VIP),
                injection(
                        "vrrp_strict's rule of iptables on nf_tables",
                        Pitfall.VRRP_STRICT,
                        world -> world.h1.program("iptables-nft", "-A", "INPUT", "-d", VIP, "-j", "DROP"),
                        VIP),
                injection(
                        "somebody's rule against the VIP",
                        Pitfall.VIP_DROPPED,
                        world -> world.host.program("nft", """
                                table inet mine {
                                  chain o {
                                    type filter hook output priority 0;
                                    ip daddr %s tcp dport { 80, 443 } counter drop;
                                  }
                                }""".formatted(VIP)),
                        VIP),
                injection(
                        "VRRP is dropped in a member",
                        Pitfall.VRRP_DROPPED,
                        world -> world.h2.program("iptables-legacy", "-A", "INPUT", "-p", "vrrp", "-j", "DROP"),
                        "-A INPUT -i eth0 -p vrrp"),
                injection(
                        "the FORWARD chain lets nothing from the LAN pass",
                        Pitfall.FORWARD_CLOSED,
                        world -> world.host.program("sh", "-c", """
                                iptables-legacy -P FORWARD DROP; iptables-legacy -A FORWARD -i br0 -j ACCEPT"""),
                        "-A FORWARD -d " + VIP),
                injection(
                        "the FORWARD chain lets nothing from port to port of a bridge pass",
                        Pitfall.BRIDGE_FILTERED,
                        world -> world.host.program("sh", "-c", """
                                iptables-legacy -P FORWARD DROP; iptables-legacy -A FORWARD ! -i br0 -j ACCEPT"""),
                        "-A FORWARD -i br0 -o br0"));
    }

    private static List<Injection> firewalls() {
        return List.of(
                injection(
                        "an INPUT chain that is closed",
                        Pitfall.INPUT_CLOSED,
                        world -> {
                            world.forwardsBy("ipvs");
                            world.host.program("iptables-legacy-restore", "-n", ForeignRules.closedInput(world));
                        },
                        "-A INPUT -d " + LAN_VIP),
                injection("firewalld", Pitfall.FIREWALLD_CLOSED, world -> {
                    world.forwardsBy("ipvs");
                    world.host.program("nft", ForeignRules.firewalld());
                }),
                injection("firewalld by iptables", Pitfall.FIREWALLD_CLOSED, world -> {
                    world.forwardsBy("ipvs");
                    world.host.program("iptables-legacy-restore", "-n", ForeignRules.firewalldByIptables(world));
                }),
                injection("ufw", Pitfall.UFW_CLOSED, world -> {
                    world.forwardsBy("ipvs");
                    world.host.program("iptables-legacy-restore", "-n", ForeignRules.ufw(world));
                }));
    }

    private static List<Injection> addresses() {
        return List.of(
                injection(
                        "an address of Fairlead's of before",
                        Pitfall.ADDRESS_LEFT,
                        world -> DockerHostWorld.put(world.host, "lan0", "192.168.156.77"),
                        "192.168.156.77"),
                injection("the LAN VIP as a fixed address", Pitfall.LAN_VIP_BY_HAND, world -> {
                    world.host.ip("address", "del", LAN_VIP + "/32", "dev", "lan0");
                    world.host.ip("address", "add", LAN_VIP + "/24", "dev", "lan0");
                }),
                injection(
                        "nobody with the LAN VIP",
                        Pitfall.LAN_VIP_NOWHERE,
                        world -> world.host.ip("address", "del", LAN_VIP + "/32", "dev", "lan0")),
                injection(
                        "two members with the VIP",
                        Pitfall.TWO_HOLDERS,
                        world -> DockerHostWorld.put(world.h2, "eth0", VIP),
                        VIP),
                injection(
                        "a paused member with the VIP",
                        Pitfall.FROZEN_HOLDER,
                        world -> world.replace(0, Recorded.paused(world.containers.getFirst()))),
                injection(
                        "nobody with the VIP",
                        Pitfall.NO_HOLDER,
                        world -> world.h1.ip("address", "del", VIP + "/32", "dev", "eth0")),
                injection(
                        "the host itself with the VIP",
                        Pitfall.VIP_ON_HOST,
                        world -> world.host.ip("address", "add", VIP + "/32", "dev", "lan0"),
                        VIP),
                injection(
                        "a stranger with the VIP",
                        Pitfall.STRANGER_HAS_VIP,
                        world -> world.stranger.ip("address", "add", VIP + "/32", "dev", "eth0")),
                injection(
                        "another machine with the LAN VIP",
                        Pitfall.LAN_VIP_ELSEWHERE,
                        world -> world.lan.ip("address", "add", LAN_VIP + "/32", "dev", "eth0")));
    }

    private static List<Injection> neighbours() {
        return List.of(
                injection(
                        "a pinned neighbour",
                        Pitfall.NEIGHBOUR_STALE,
                        world -> world.host.ip("neigh", "replace", VIP, "lladdr", "02:00:00:00:00:99", "dev", "br0"),
                        "02:00:00:00:00:99"),
                injection(
                        "a route of a VPN's",
                        Pitfall.ROUTE_ELSEWHERE,
                        world -> world.host.ip("route", "add", "10.77.0.128/25", "via", "192.168.156.9"),
                        VIP + " dev br0"));
    }

    private static List<Injection> routers() {
        return List.of(
                injection(
                        "another router with our number on the LAN",
                        Pitfall.VRID_CLASH,
                        world -> world.advertise(
                                world.lan, "192.168.156.9", DockerHostWorld.LAN_VRID, "192.168.156.200")),
                injection(
                        "our LAN VIP with another number",
                        Pitfall.VRID_CLASH,
                        world -> world.advertise(world.lan, "192.168.156.9", 51, LAN_VIP)),
                injection(
                        "another router with our number on the bridge",
                        Pitfall.VRID_CLASH,
                        world -> world.advertise(world.stranger, "10.77.0.66", 200, "10.77.0.150")),
                injection(
                        "a stranger that advertises the VIP",
                        Pitfall.VRRP_STRANGER,
                        world -> world.advertise(world.stranger, "10.77.0.66", 200, VIP)));
    }

    private static List<Injection> processes() {
        return List.of(
                injection(
                        "a member that may open 1024 files",
                        Pitfall.NOFILE_LOW,
                        world -> world.host.program("prlimit", "--nofile=1024:16384", "--pid", pid(world)),
                        "no line of a snapshot"),
                injection("a member without NET_RAW", Pitfall.CAPABILITY_MISSING, world -> {
                    Process process = world.start(
                            world.h1, "setpriv", "--bounding-set=-net_raw", "--inh-caps=-net_raw", "sleep", "600");
                    world.replace(0, Recorded.member("h1", 11, process.pid(), DockerHostWorld.mac(world.h1)));
                    awaitName(process, "sleep");
                }),
                injection("a port of the LAN VIP that the engine publishes too", Pitfall.PORT_PUBLISHED, world -> {
                    world.agentHasNoRules();
                    world.containers.add(Recorded.publishing(Recorded.plain("publisher", 0), 80));
                }),
                injection("a container in the network of an earlier life", Pitfall.NAMESPACE_STALE, world -> {
                    long pid = world.start(world.stranger, "sleep", "600").pid();
                    world.containers.add(Recorded.joining(Recorded.plain("sidekick", pid), "id-h1"));
                }),
                injection(
                        "a sidecar without a label",
                        Pitfall.LABELS_MISSING,
                        world -> world.start(world.stranger, Map.of("FAIRLEAD_VIP", "10.77.0.201"), "sleep", "600")),
                injection("a keepalived for the same address", Pitfall.KEEPALIVED_BESIDE, world -> {
                    Path program = Files.copy(Path.of("/bin/sh"), world.file("keepalived"));
                    Path settings = world.file("keepalived.conf");
                    Files.writeString(settings, "virtual_ipaddress { " + LAN_VIP + "/24 }");
                    // It waits for a line that never comes.
                    Process process = world.start(
                            world.host, program.toString(), "-c", "read line", "keepalived", "--use-file=" + settings);
                    awaitName(process, "keepalived");
                }),
                injection("nothing that listens", Pitfall.NOTHING_LISTENS, DockerHostWorld::stopListening));
    }

    private static String pid(DockerHostWorld world) {
        return Long.toString(world.containers.getFirst().pid());
    }

    private static void awaitName(Process process, String name) {
        Path file = Path.of("/proc/" + process.pid() + "/comm");
        Deadline.await(name, Duration.ofSeconds(5), () -> read(file).equals(name), () -> read(file));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
