package io.fairlead.tests.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** Packet filters as other programs leave them. */
final class ForeignRules {
    private ForeignRules() {}

    /** What keepalived 2.2.7 with vrrp_strict leaves behind when it is killed. */
    static String keepalived(String vip) {
        return """
                table ip keepalived {
                  set vips { type ipv4_addr; elements = { %s }; }
                  chain out { type filter hook output priority filter - 1; policy accept; ip saddr @vips drop; }
                  chain in { type filter hook input priority filter - 1; policy accept; ip daddr @vips drop; }
                }""".formatted(vip);
    }

    /** With its zone public, which lets ssh in, for the LAN's interface. */
    static String firewalld() throws IOException {
        return resource("firewalld-1.3.nft");
    }

    /** The same with FirewallBackend=iptables. */
    static String firewalldByIptables(DockerHostWorld world) throws IOException {
        return file(world, resource("firewalld-1.3-iptables.rules"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = ForeignRules.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The shape of ufw's chains with ssh allowed. */
    static String ufw(DockerHostWorld world) throws IOException {
        return file(world, """
                *filter
                :INPUT DROP [0:0]
                :ufw-before-input - [0:0]
                :ufw-user-input - [0:0]
                :ufw-after-input - [0:0]
                :ufw-skip-to-policy-input - [0:0]
                -A INPUT -j ufw-before-input
                -A INPUT -j ufw-after-input
                -A ufw-before-input -i lo -j ACCEPT
                -A ufw-before-input -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
                -A ufw-before-input -m conntrack --ctstate INVALID -j DROP
                -A ufw-before-input -p icmp -m icmp --icmp-type 8 -j ACCEPT
                -A ufw-before-input -d 224.0.0.251/32 -p udp -m udp --dport 5353 -j ACCEPT
                -A ufw-before-input -j ufw-user-input
                -A ufw-after-input -p udp -m udp --dport 137 -j ufw-skip-to-policy-input
                -A ufw-after-input -m addrtype --dst-type BROADCAST -j ufw-skip-to-policy-input
                -A ufw-user-input -p tcp -m tcp --dport 22 -j ACCEPT
                -A ufw-user-input -i br0 -j ACCEPT
                -A ufw-skip-to-policy-input -j DROP
                COMMIT
                """);
    }

    /** Somebody's own, which lets VRRP in and forgets the port. */
    static String closedInput(DockerHostWorld world) throws IOException {
        return file(world, """
                *filter
                :INPUT DROP [0:0]
                -A INPUT -m state --state RELATED,ESTABLISHED -j ACCEPT
                -A INPUT -i lo -j ACCEPT
                -A INPUT -i br0 -j ACCEPT
                -A INPUT -s 192.168.156.0/24 -p tcp -m multiport --dports 22,8000:8999 -j ACCEPT
                -A INPUT -p vrrp -m comment --comment "the routers" -j ACCEPT
                COMMIT
                """);
    }

    private static String file(DockerHostWorld world, String text) throws IOException {
        return Files.writeString(world.file("rules"), text).toString();
    }
}
