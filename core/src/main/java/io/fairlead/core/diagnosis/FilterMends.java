package io.fairlead.core.diagnosis;

import io.fairlead.core.net.AddressFamily;
import io.fairlead.core.net.IpAddress;
import io.fairlead.core.net.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The narrowest command that lets a packet pass. */
final class FilterMends {
    /** Docker's own tables are Docker's to change; IPVS does not pass them. */
    private static final Step LOAD =
            new Step.Advice("load ip_vs (modprobe ip_vs) and restart the agent, or allow it in Docker's own settings");

    /** By nftables and by iptables. */
    private static final Pattern ZONE_CHAIN = Pattern.compile("(?:filter_)?IN_(.+?)(?:_(?:pre|log|deny|allow|post))?");

    private FilterMends() {}

    static List<Step> of(Pitfall pitfall, FilterRules.Dropped dropped) {
        return switch (pitfall) {
            case VRRP_STRICT -> List.of(withoutAddress(dropped));
            case VIP_DROPPED -> List.of(removal(dropped));
            case FIREWALLD_CLOSED -> firewalld(dropped);
            case UFW_CLOSED -> List.of(ufw(dropped));
            default -> List.of(dropped.drop().chain().table().startsWith("docker") ? LOAD : accept(dropped));
        };
    }

    private static Step withoutAddress(FilterRules.Dropped dropped) {
        return dropped.drop()
                .rule()
                .flatMap(Rule::set)
                .map(set -> set.without(dropped.place(), dropped.packet().destination()))
                .orElseGet(() -> removal(dropped));
    }

    private static Step removal(FilterRules.Dropped dropped) {
        return dropped.drop().rule().map(Rule::removal).orElseGet(() -> accept(dropped));
    }

    /** For now, and for after its next start. */
    private static List<Step> firewalld(FilterRules.Dropped dropped) {
        String what = dropped.packet().protocol() == Packet.VRRP
                ? "--add-protocol=vrrp"
                : "--add-port=" + dropped.packet().port() + "/" + protocol(dropped.packet());
        List<String> argv = new ArrayList<>(List.of("firewall-cmd"));
        zone(dropped.drop().chain().name()).ifPresent(zone -> argv.add("--zone=" + zone));
        argv.add(what);
        List<String> lasting = new ArrayList<>(argv);
        lasting.add(1, "--permanent");
        return List.of(new Step.Run(dropped.place(), argv), new Step.Run(dropped.place(), lasting));
    }

    private static Optional<String> zone(String chain) {
        Matcher matcher = ZONE_CHAIN.matcher(chain);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Step ufw(FilterRules.Dropped dropped) {
        Packet packet = dropped.packet();
        List<String> argv = new ArrayList<>(List.of("ufw", "allow"));
        packet.in().ifPresent(face -> argv.addAll(List.of("in", "on", face)));
        if (packet.port() == 0) {
            argv.addAll(List.of("to", packet.destination().toString()));
        } else {
            argv.addAll(List.of(
                    "proto", protocol(packet), "to", packet.destination().toString()));
            argv.addAll(List.of("port", Integer.toString(packet.port())));
        }
        return new Step.Run(dropped.place(), argv);
    }

    /** A rule before all others of the chain that drops it; in nft it must be in that very table. */
    private static Step accept(FilterRules.Dropped dropped) {
        Chain chain = dropped.drop().chain();
        boolean nft = chain.program().equals("nft");
        List<String> argv = nft
                ? new ArrayList<>(List.of("nft", "insert", "rule", chain.family(), chain.table(), chain.name()))
                : new ArrayList<>(List.of(chain.program(), "-t", chain.table(), "-I", chain.name(), "1"));
        Packet packet = dropped.packet();
        packet.in().ifPresent(name -> argv.addAll(nft ? List.of("iifname", name) : List.of("-i", name)));
        packet.out().ifPresent(name -> argv.addAll(nft ? List.of("oifname", name) : List.of("-o", name)));
        if (!dropped.wanted().bridged()) {
            argv.addAll(nft ? nft(packet) : iptables(packet));
        }
        argv.addAll(nft ? List.of("accept") : List.of("-j", "ACCEPT"));
        return new Step.Run(dropped.place(), argv);
    }

    private static List<String> nft(Packet packet) {
        String family = packet.family() == AddressFamily.IPV4 ? "ip" : "ip6";
        return packet.port() == 0
                ? List.of("meta", "l4proto", Integer.toString(packet.protocol()))
                : List.of(
                        family,
                        "daddr",
                        packet.destination().toString(),
                        protocol(packet),
                        "dport",
                        Integer.toString(packet.port()));
    }

    private static List<String> iptables(Packet packet) {
        IpAddress to = packet.destination();
        return packet.port() == 0
                ? List.of("-p", Integer.toString(packet.protocol()))
                : List.of(
                        "-d",
                        IpPrefix.host(to).toString(),
                        "-p",
                        protocol(packet),
                        "--dport",
                        Integer.toString(packet.port()));
    }

    private static String protocol(Packet packet) {
        return switch (packet.protocol()) {
            case Packet.UDP -> "udp";
            case Packet.SCTP -> "sctp";
            default -> "tcp";
        };
    }
}
